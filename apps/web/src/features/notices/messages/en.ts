import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  none: 'No notices',
  noneWhy: 'When something you reported or follow moves, it is said here.',
  fresh: 'New',
};

export default en;
