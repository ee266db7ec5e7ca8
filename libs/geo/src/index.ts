export type { AreaGeometry, BBox, LngLat } from './types.js';
export {
  GridIndex,
  type GridChanges,
  type GridShape,
  type NearestGrid,
} from './locate/grid-index.js';
export { sideOf } from './locate/exact.js';
export { irregularGrids, randomFrom, type IrregularOptions } from './testing/irregular-grids.js';
