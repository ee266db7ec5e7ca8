import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Imports',
  lead: 'Bring in regions, grids and the base map. Faults are told row by row, and an import can be undone as a whole.',
  regions: 'Regions and grids',
  regionsLead: 'The tree from the province to the grid; each level opens when you look.',
  searchRegion: 'Name or code',
  noRegion: 'No such region',
  noRegionWhy: 'Try another name or code; it may also lie outside your area.',
  noRegions: 'No regions yet. Import the administrative divisions first.',
  below: '{n} below',
  gridPage: 'Grid page',
  itsMatters: 'Open matters',
  itsPeople: 'People',
  gridsHere: '{n} grids on the map',
  post: 'Post',
  workPhone: 'Work phone (public)',
  now: 'in office',
  orLogin: 'Not listed? Give the exact login',
  addStaff: 'Assign somebody',
  endStaff: '{name} no longer serves this grid from now on.',
  drop: 'Drop a file here, or click to choose one',
  formats: 'CSV (regions) or GeoJSON (grids, base map)',
  kind: 'Content',
  kinds: {
    regions: 'Regions',
    grids: 'Grids',
    base: 'Base map (roads, houses)',
  },
  about: {
    regions:
      'CSV: one region per row with code, name and the code above. A region with a known code only gets its new name.',
    grids:
      'GeoJSON: one polygon per grid with name and code. Overlaps, crossings and holes are shown one by one with their place.',
    base: 'GeoJSON: lines and polygons of roads and houses, shown as the base map only.',
  },
  parent: 'Within region',
  system: 'Coordinates',
  systems: {
    WGS84: 'WGS84 (GPS)',
    CGCS2000: 'CGCS2000',
    GCJ02: 'GCJ02 (Amap, Tencent)',
    BD09: 'BD09 (Baidu)',
  },
  start: 'Start the import',
  empty: 'Nothing imported yet',
  emptyWhy: 'Choose a file. The import runs in the background; you may leave this page.',
  file: 'File',
  progress: 'Progress',
  accepted: 'Imported',
  refused: 'With faults',
  when: 'Started',
  states: {
    running: 'running',
    finished: 'finished',
    failed: 'not finished',
    undoing: 'being undone',
    undone: 'undone',
  },
  whoDid: 'who did it',
  back: 'All imports',
  mayLeave: 'You may leave this page; it goes on; come back here for the result.',
  noFaults: 'Everything was imported without a fault.',
  faults: 'Faults',
  faultsLead:
    'These were not imported, the rest was. After correcting the file you can import it again; nothing is doubled.',
  position: 'Position',
  row: 'Row',
  feature: 'Polygon no.',
  column: 'Column',
  fault: 'Fault',
  onMap: 'Show place',
  undo: 'Undo the import',
  undoWhat: {
    regions:
      'The {n} regions from “{file}” will be removed; those it renamed get their old names back.',
    grids: 'The {n} grids from “{file}” will be removed; those it changed become as they were.',
    categories: 'Categories and standards become as they were before “{file}” ({n} entries).',
    base: 'The {n} base map features from “{file}” will be removed.',
  },
  undoNote:
    'What incidents or staff use already is not removed; then nothing is undone and you are told what is in use.',
  undoSure: 'Undo {n}',
};

export default en;
