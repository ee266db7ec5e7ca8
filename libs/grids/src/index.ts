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
