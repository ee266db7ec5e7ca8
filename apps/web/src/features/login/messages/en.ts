import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Log in to Ingrid',
  about: 'For staff and registered residents',
  name: 'Account',
  password: 'Password',
  show: 'Show password',
  busy: 'Logging in…',
  needBoth: 'Please fill in account and password.',
  without: 'Report or look up without an account',
  demo: 'Demo accounts, tap to fill in; the password is printed at start.',
};

export default en;
