export { drawGridsAlongLines, type DrawnGrid, type DrawOptions } from './draw/draw-grids.js';
export {
  convertArea,
  convertPoint,
  COORDINATE_SYSTEMS,
  isCoordinateSystem,
  type CoordinateSystem,
} from './convert/coordinates.js';
export { type Finding, type FindingCode, type FindingPath } from './judge/finding.js';
export { isError, judgePolygon, type JudgeLimits } from './judge/judge-polygon.js';
export { findOverlaps, type Overlap } from './judge/overlaps.js';
export {
  GridIndex,
  type GridChanges,
  type GridShape,
  type NearestGrid,
} from './locate/grid-index.js';
export { areaSquareMeters } from './measure/area.js';
export { distanceMeters } from './measure/distance.js';
export { bboxOfArea, centroidOf, labelPoint, windByRfc7946 } from './measure/shape.js';
export { READ_LIMITS, type ReadLimits } from './read/collector.js';
export { type GridFeature } from './read/feature.js';
export {
  readGridFeatures,
  readGridFile,
  type ReadOptions,
  type StreamedFeature,
} from './read/grid-file.js';
export { geoProblems } from './read/problems.js';
export { bruteForce, type AskAll } from './testing/brute-force.js';
export { irregularGrids, randomFrom, type IrregularOptions } from './testing/irregular-grids.js';
export type { AreaGeometry, BBox, LngLat } from './types.js';
