import Flatbush from 'flatbush';
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js';
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js';
import { polygonsOf, toJsts } from '../jsts/geometry.js';
import { GridIndex, type GridShape } from '../locate/grid-index.js';
import { sideOf } from '../locate/exact.js';
import { f64 } from '../locate/typed.js';
import { areaSquareMeters } from '../measure/area.js';
import { bboxOfArea, labelPoint, ringsOfArea } from '../measure/shape.js';
import type { AreaGeometry, LngLat } from '../types.js';

/** Two grids that claim the same ground. */
export interface Overlap {
  readonly a: string;
  readonly b: string;
  readonly areaM2: number;
  /** A place in the middle of the doubly claimed ground. */
  readonly at: LngLat;
}

/**
 * Every pair of grids that overlap by more than `toleranceM2` square metres. Shared borders do not overlap. Polygons
 * must be valid (`judgePolygon`). Neighbours drawn on the same points cost almost nothing; only suspicious pairs are cut.
 */
export function findOverlaps(grids: readonly GridShape[], toleranceM2 = 1): Overlap[] {
  if (grids.length === 0) return [];
  const shapes = grids.map(shapeOf);
  const tree = new Flatbush(shapes.length);
  for (const { box } of shapes) tree.add(...box);
  tree.finish();
  const found: Overlap[] = [];
  shapes.forEach((a, at) => {
    const later = tree.search(...a.box, (other) => other > at).sort((x, y) => x - y);
    for (const b of later.map((other) => shapes[other])) {
      if (b === undefined || !mayOverlap(a, b)) continue;
      const overlap = cut(a, b);
      if (overlap !== null && overlap.areaM2 > toleranceM2) found.push(overlap);
    }
  });
  return found;
}

interface Shape {
  readonly id: string;
  readonly polygon: AreaGeometry;
  readonly box: [number, number, number, number];
  /** Four numbers per edge. */
  readonly edges: Float64Array;
  readonly middle: LngLat;
  readonly index: GridIndex;
}

function shapeOf({ id, polygon }: GridShape): Shape {
  const edges = ringsOfArea(polygon).flatMap((ring) =>
    ring.slice(1).flatMap(([bx = NaN, by = NaN], at) => {
      const [ax = NaN, ay = NaN] = ring[at] ?? [];
      return [ax, ay, bx, by];
    }),
  );
  return {
    id,
    polygon,
    box: [...bboxOfArea(polygon)],
    edges: Float64Array.from(edges),
    middle: labelPoint(polygon),
    index: GridIndex.build([{ id, polygon }]),
  };
}

/**
 * False only when the two surely do not overlap: edges meet in common ends or not at all, so that each edge lies wholly
 * inside or outside the other grid, and none lies inside; nor does a whole grid.
 */
function mayOverlap(a: Shape, b: Shape): boolean {
  const [near, far] = [edgesIn(a.edges, b.box), edgesIn(b.edges, a.box)];
  if (near.some((i) => far.some((j) => meet([a.edges, i], [b.edges, j])))) return true;
  if (holds(b, a.middle) || holds(a, b.middle)) return true;
  return (
    near.some((i) => reachesInto(a.edges, i, b)) || far.some((j) => reachesInto(b.edges, j, a))
  );
}

function holds({ index }: Shape, [lng, lat]: LngLat): boolean {
  return index.locate(lng, lat) !== null;
}

/** Whether the middle of an edge lies inside the shape and not on its border. */
function reachesInto(edges: Float64Array, v: number, shape: Shape): boolean {
  const x = (f64(edges, v) + f64(edges, v + 2)) / 2;
  const y = (f64(edges, v + 1) + f64(edges, v + 3)) / 2;
  if (!holds(shape, [x, y])) return false;
  const own = [0, 1, 2, 3].map((at) => f64(edges, v + at));
  return !hasEdge(shape.edges, own);
}

function hasEdge(edges: Float64Array, [ax, ay, bx, by]: readonly number[]): boolean {
  for (let v = 0; v < edges.length; v += 4) {
    const [cx, cy, dx, dy] = edges.subarray(v, v + 4);
    if (ax === cx && ay === cy && bx === dx && by === dy) return true;
    if (ax === dx && ay === dy && bx === cx && by === cy) return true;
  }
  return false;
}

function edgesIn(edges: Float64Array, [west, south, east, north]: Shape['box']): number[] {
  const found: number[] = [];
  for (let v = 0; v < edges.length; v += 4) {
    const [ax, bx] = [f64(edges, v), f64(edges, v + 2)];
    if (Math.max(ax, bx) < west || Math.min(ax, bx) > east) continue;
    const [ay, by] = [f64(edges, v + 1), f64(edges, v + 3)];
    if (Math.max(ay, by) >= south && Math.min(ay, by) <= north) found.push(v);
  }
  return found;
}

type Edge = readonly [edges: Float64Array, v: number];

/** Whether two edges meet otherwise than as a common edge or in a common end. */
function meet(a: Edge, b: Edge): boolean {
  if (isBeside(a, b) || isBeside(b, a)) return false;
  const [p, q, r, s] = [...endsOf(a), ...endsOf(b)];
  const common = [p, q].filter((end) => end === r || end === s).length;
  if (common === 2) return false;
  // Lines that lean on each other without a common end meet inside one of the edges; on one line that is not sure,
  // but a pair too many costs time only.
  return common === 0 || (isAlong(a, b) && common === 1);
}

/** Whether the second edge lies wholly on one side of the line through the first. */
function isBeside([edges, v]: Edge, [others, w]: Edge): boolean {
  const start = Math.sign(sideOf(edges, v, f64(others, w), f64(others, w + 1)));
  return start * Math.sign(sideOf(edges, v, f64(others, w + 2), f64(others, w + 3))) > 0;
}

function isAlong([edges, v]: Edge, [others, w]: Edge): boolean {
  if (sideOf(edges, v, f64(others, w), f64(others, w + 1)) !== 0) return false;
  return sideOf(edges, v, f64(others, w + 2), f64(others, w + 3)) === 0;
}

function endsOf([edges, v]: Edge): [string, string] {
  return [edges.subarray(v, v + 2).join(' '), edges.subarray(v + 2, v + 4).join(' ')];
}

function cut(a: Shape, b: Shape): Overlap | null {
  const common: unknown = SnapIfNeededOverlayOp.overlayOp(
    toJsts(a.polygon),
    toJsts(b.polygon),
    OverlayOp.INTERSECTION,
  );
  const coordinates = polygonsOf(common);
  if (coordinates.length === 0) return null;
  const area: AreaGeometry = { type: 'MultiPolygon', coordinates };
  return { a: a.id, b: b.id, areaM2: areaSquareMeters(area), at: labelPoint(area) };
}
