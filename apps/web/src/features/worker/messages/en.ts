import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  onlyMine: 'Only my tasks ({n})',
};

export default en;
