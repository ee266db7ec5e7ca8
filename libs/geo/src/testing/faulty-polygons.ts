import type { Position } from 'geojson';
import type { AreaGeometry } from '../types.js';
import type { Finding, FindingCode } from '../judge/finding.js';

export const SQUARE: Position[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
export const hole = (x: number, y: number, size = 2): Position[] => [
  [x, y],
  [x, y + size],
  [x + size, y + size],
  [x + size, y],
  [x, y],
];

export const polygon = (...coordinates: Position[][]): AreaGeometry => ({
  type: 'Polygon',
  coordinates,
});
export const parts = (...coordinates: Position[][][]): AreaGeometry => ({
  type: 'MultiPolygon',
  coordinates,
});

interface FaultyPolygon {
  readonly what: string;
  readonly area: AreaGeometry;
  readonly code: FindingCode;
  readonly path: Finding['path'];
  readonly at: readonly number[] | null;
}

/** One polygon per fault, with the place it must be found at. For tests. */
export const CASES: FaultyPolygon[] = [
  {
    what: 'a bow tie crosses itself in the middle',
    area: polygon([
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
      [0, 0],
    ]),
    code: 'self_intersection',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [5, 5],
  },
  {
    what: 'a border that runs along itself',
    area: polygon([
      [0, 0],
      [10, 0],
      [10, 5],
      [4, 5],
      [4, 0],
      [6, 0],
      [6, -3],
      [0, -3],
      [0, 0],
    ]),
    code: 'self_intersection',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [4, 0],
  },
  {
    what: 'a border that touches itself at a corner',
    area: polygon([
      [0, 0],
      [5, 5],
      [10, 0],
      [10, 10],
      [5, 5],
      [0, 10],
      [0, 0],
    ]),
    code: 'ring_touches_itself',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [5, 5],
  },
  {
    what: 'a spike',
    area: polygon([
      [0, 0],
      [10, 0],
      [10, 10],
      [5, 10],
      [5, 15],
      [5, 10],
      [0, 10],
      [0, 0],
    ]),
    code: 'spike',
    path: { polygon: 0, ring: 0, vertex: 4 },
    at: [5, 15],
  },
  {
    what: 'a spike at the first point',
    area: polygon([
      [-5, 0],
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
      [-5, 0],
    ]),
    code: 'spike',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [-5, 0],
  },
  {
    what: 'a line pretending to be an area',
    area: polygon([
      [0, 0],
      [5, 5],
      [10, 10],
      [2, 2],
      [0, 0],
    ]),
    code: 'zero_area',
    path: { polygon: 0, ring: 0 },
    at: [0, 0],
  },
  {
    what: 'too few points',
    area: polygon([
      [0, 0],
      [1, 1],
      [0, 0],
    ]),
    code: 'too_few_points',
    path: { polygon: 0, ring: 0 },
    at: [0, 0],
  },
  {
    what: 'nothing at all',
    area: polygon(),
    code: 'too_few_points',
    path: {},
    at: null,
  },
  {
    what: 'an open ring',
    area: polygon(SQUARE.slice(0, -1)),
    code: 'ring_not_closed',
    path: { polygon: 0, ring: 0 },
    at: [0, 10],
  },
  {
    what: 'a repeated point',
    area: polygon([
      [0, 0],
      [10, 0],
      [10, 0],
      [10, 10],
      [0, 0],
    ]),
    code: 'duplicate_vertex',
    path: { polygon: 0, ring: 0, vertex: 2 },
    at: [10, 0],
  },
  {
    what: 'a hole outside',
    area: polygon(SQUARE, hole(20, 20)),
    code: 'hole_outside_shell',
    path: { polygon: 0, ring: 1, vertex: 0 },
    at: [20, 20],
  },
  {
    what: 'a hole across the border',
    area: polygon(SQUARE, hole(9, 3)),
    code: 'rings_cross',
    path: { polygon: 0, ring: 0, vertex: 1 },
    at: [10, 5],
  },
  {
    what: 'a hole in a hole',
    area: polygon(SQUARE, hole(1, 1, 8), hole(4, 4)),
    code: 'nested_holes',
    path: { polygon: 0, ring: 2, vertex: 0 },
    at: [4, 4],
  },
  {
    what: 'parts on each other',
    area: parts([SQUARE], [hole(9, 9, 4)]),
    code: 'parts_overlap',
    path: {},
    at: [10, 9],
  },
  {
    what: 'a part inside another',
    area: parts([SQUARE], [hole(3, 3)]),
    code: 'parts_overlap',
    path: { polygon: 1, ring: 0, vertex: 0 },
    at: [3, 3],
  },
  {
    what: 'a number that is none',
    area: polygon([
      [0, 0],
      [NaN, 0],
      [1, 1],
      [0, 0],
    ]),
    code: 'bad_coordinates',
    path: { polygon: 0, ring: 0, vertex: 1 },
    at: null,
  },
  {
    what: 'a position too short',
    area: polygon([[0, 0], [1], [1, 1], [0, 0]]),
    code: 'bad_coordinates',
    path: { polygon: 0, ring: 0, vertex: 1 },
    at: null,
  },
  {
    what: 'latitude before longitude',
    area: polygon([
      [22.5, 113.9],
      [22.6, 113.9],
      [22.6, 114],
      [22.5, 113.9],
    ]),
    code: 'axes_swapped',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [22.5, 113.9],
  },
  {
    what: 'metres instead of degrees',
    area: polygon([
      [500_000, 2_490_000],
      [500_100, 2_490_000],
      [500_000, 2_490_100],
    ]),
    code: 'projected',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [500_000, 2_490_000],
  },
  {
    what: 'beyond the earth',
    area: polygon([
      [200, 95],
      [201, 95],
      [200, 96],
      [200, 95],
    ]),
    code: 'out_of_range',
    path: { polygon: 0, ring: 0, vertex: 0 },
    at: [200, 95],
  },
];
