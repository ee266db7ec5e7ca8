import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  ask: 'Something wrong nearby?',
  report: 'Report with a photo',
  reportHint: 'No account needed, about 20 seconds. Look up its progress at any time.',
  here: 'My grid',
  searching: 'Finding your place…',
  unknown: "Find the grid worker's phone",
  worker: 'Grid worker {name}',
  mine: 'My matters',
  waiting: '{n} waiting for the network',
  near: 'Nearest to me',
  around: 'Around here',
  onMap: 'On the map',
  nearNone: 'Nothing public near here lately.',
  matter: 'Matter',
};

export default en;
