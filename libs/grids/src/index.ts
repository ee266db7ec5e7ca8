export { BaseMapService } from './base-map/base-map.service.js';
export { type StaffRow } from './data/staff.repository.js';
export { type BaseFeature, type BaseGeometry, type BaseKind } from './domain/base-feature.js';
export { GridMap, type LocatedGrid } from './grid-map.js';
export { GridsModule } from './grids.module.js';
export { gridsProblems } from './grids.problems.js';
export { GridsService, type GridChange, type NewGrid } from './grids.service.js';
export {
  RegionsService,
  type NewRegion,
  type RegionNode,
  type RegionSearch,
} from './regions.service.js';
export { StaffService, type NewStaff, type StaffView } from './staff.service.js';
export { importProblems } from './imports/import.problems.js';
export {
  ImportKinds,
  type BatchOutcome,
  type Deed,
  type Fault,
  type ImportJob,
  type ImportKind,
  type ImportSettings,
  type UndoneDeed,
} from './imports/import-kind.js';
export { encodingOf, tableRows, type TableRow, type TextEncoding } from './imports/csv-table.js';
export { ImportFiles } from './imports/import-files.js';
export { ImportRunner } from './imports/import-runner.js';
export { ImportsService, type ReceivedFile } from './imports/imports.service.js';
