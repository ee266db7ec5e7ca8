import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Incidents',
  lead: 'Everything in your area. The filters are in the address, so a list can be sent to a colleague.',
  file: 'incidents',
  back: 'Back to the list',
  mine: 'Only mine',
  act: 'What you can do',
};

export default en;
