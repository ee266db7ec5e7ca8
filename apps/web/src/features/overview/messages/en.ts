import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Live map',
  numbers: {
    today: 'new today',
    open: 'open',
    overdue: 'overdue',
    approaching: 'due soon',
    paused: 'paused',
    held: 'held back',
  },
  layers: 'Layers',
  layer: { grids: 'Grids', incidents: 'Incidents' },
  span: 'Reported within',
  lastDays: 'the last {n} days',
  allDays: 'any time',
  shown: '{n} in this window',
  asList: 'List',
  asMap: 'Map',
  loading: 'Updating',
  gridOpen: '{n} open',
  gridQuiet: 'Nothing open here',
  gridList: 'Incidents of this grid',
  gridPage: 'Grid page',
  close: 'Close the panel',
};

export default en;
