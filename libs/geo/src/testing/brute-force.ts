import type { Position } from 'geojson';
import type { GridShape } from '../locate/grid-index.js';
import { f64 } from '../locate/typed.js';

/** Answers with the ids of all grids that hold the point. */
export type AskAll = (lng: number, lat: number) => string[];

interface FlatRing {
  readonly box: readonly number[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/**
 * Even-odd in plain arithmetic over every edge of every grid whose box holds the point: no tree, no cells, no slabs.
 * Written apart from the index it judges. For points that lie on no edge.
 */
export function bruteForce(grids: readonly GridShape[]): AskAll {
  const flat = grids.map((grid) => ({ id: grid.id, rings: ringsOf(grid).map(flatRing) }));
  const boxes = Float64Array.from(flat.flatMap(({ rings }) => rings[0]?.box ?? [1, 1, 0, 0]));
  return (lng, lat) => {
    const holders: string[] = [];
    flat.forEach(({ id, rings }, at) => {
      if (!inBox(boxes, at * 4, lng, lat)) return;
      if (rings.filter((ring) => oddCrossings(ring, lng, lat)).length % 2 === 1) holders.push(id);
    });
    return holders;
  };
}

const DECIMALS = 1e7;

/**
 * Even-odd in whole numbers, for coordinates of at most seven decimals: the point moved by an infinitesimal step east
 * and a still smaller one north, so that also a point on an edge has one side. Slow on purpose.
 */
export function exactForce(grids: readonly GridShape[]): AskAll {
  const whole = grids.map(({ id, polygon }) => ({
    id,
    rings: ringsOf({ id, polygon }).map((ring) => ring.map(wholePoint)),
  }));
  return (lng, lat) => {
    const point = wholePoint([lng, lat]);
    return whole
      .filter(({ rings }) => rings.filter((ring) => oddExact(ring, point)).length % 2 === 1)
      .map(({ id }) => id);
  };
}

/** All rings of all parts. */
export function ringsOf({ polygon }: GridShape): Position[][] {
  return polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat();
}

function flatRing(ring: Position[]): FlatRing {
  const xs = Float64Array.from(ring, ([x = NaN]) => x);
  const ys = Float64Array.from(ring, ([, y = NaN]) => y);
  return { xs, ys, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

function inBox(boxes: Float64Array, at: number, x: number, y: number): boolean {
  if (x < f64(boxes, at) || x > f64(boxes, at + 2)) return false;
  return y >= f64(boxes, at + 1) && y <= f64(boxes, at + 3);
}

function oddCrossings({ xs, ys }: FlatRing, x: number, y: number): boolean {
  let odd = false;
  ys.subarray(0, -1).forEach((ay, at) => {
    const by = ys[at + 1] ?? NaN;
    if (ay > y === by > y) return;
    const ax = xs[at] ?? NaN;
    if (x < (((xs[at + 1] ?? NaN) - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  });
  return odd;
}

interface WholePoint {
  readonly x: bigint;
  readonly y: bigint;
}

function wholePoint([x = 0, y = 0]: Position): WholePoint {
  return { x: BigInt(Math.round(x * DECIMALS)), y: BigInt(Math.round(y * DECIMALS)) };
}

function oddExact(ring: readonly WholePoint[], point: WholePoint): boolean {
  let odd = false;
  ring.slice(0, -1).forEach((a, at) => {
    const b = ring[at + 1] ?? a;
    if (a.y > point.y === b.y > point.y) return;
    const side = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
    if (b.y > a.y ? side > 0n : side < 0n) odd = !odd;
  });
  return odd;
}
