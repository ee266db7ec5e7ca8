import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  code: 'Grid code',
  extent: 'Extent',
  kind: 'Kind',
  general: 'General grid',
  special: 'Special grid',
  households: 'Households',
  householdsN: '{n}',
  area: 'Area',
  areaN: '{n} ha',
  supervision: 'Supervision phone',
  nobody: 'Nobody is assigned yet; please call the supervision phone.',
  report: 'Report in this grid',
  nowhere: 'Your grid was not found',
  nowhereWhy: 'Your place is unknown, or no grid is drawn here yet. You can look on the map.',
  onMap: 'Look on the map',
  post: {
    leader: 'Grid leader',
    deputy_leader: 'Deputy leader',
    full_time: 'Full-time grid worker',
    part_time: 'Part-time grid worker',
    instructor: 'Instructor',
    building_head: 'Head of building',
    volunteer: 'Volunteer',
  },
};

export default en;
