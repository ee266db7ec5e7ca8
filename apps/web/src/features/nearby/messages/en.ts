import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  count: '{n} on the map',
  none: 'Nothing public around here',
  noneWhy: 'Move the map, or report what you found.',
  about: 'about {far}',
  matter: 'Matter',
  card: 'Grid card',
};

export default en;
