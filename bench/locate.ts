import { bruteForce, GridIndex, irregularGrids, randomFrom, type GridShape } from '@ingrid/geo';
import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import pointInPolygon from 'point-in-polygon-hao';

/*
 * Points per second over 10,000 irregular grids of 33 vertices: the grid index against the plain loop everybody
 * writes first, a tree of boxes and then point-in-polygon. Both answer the same points in the same run, in turns.
 */

const GRIDS = 10_000;
const VERTICES = 33;
const POINTS = 100_000;
const ROUNDS = 9;
const UNIT = 'points/s';

/** What a bench hands back. `ratio` is ours divided by the baseline. */
export interface BenchResult {
  bench: string;
  ours: number;
  baseline: number;
  ratio: number;
  unit: string;
}

type Locate = (lng: number, lat: number) => string | null;

/** Runs the bench and prints its table. Fails when an answer differs from brute force. */
export async function run(): Promise<BenchResult> {
  const grids = irregularGrids(GRIDS, VERTICES, 1);
  const points = randomPoints(POINTS);
  const index = GridIndex.build(grids);
  const ours: Locate = (lng, lat) => index.locate(lng, lat);
  const plain = plainLoop(grids);
  checkAnswers(grids, points, [ours, plain]);
  checkHoles(points);
  const [oursRate, plainRate] = await measure(points, ours, plain);
  const result: BenchResult = {
    bench: 'locate',
    ours: Math.round(oursRate),
    baseline: Math.round(plainRate),
    ratio: Number((oursRate / plainRate).toFixed(2)),
    unit: UNIT,
  };
  print(result, rebuildMilliseconds(index, grids));
  return result;
}

/** Pairs of longitude and latitude over the grids' extent and a little beyond. */
function randomPoints(count: number): Float64Array {
  const random = randomFrom(2);
  const side = Math.ceil(Math.sqrt(GRIDS)) * 0.003;
  const points = new Float64Array(count * 2);
  for (let at = 0; at < points.length; at += 2) {
    points[at] = 113.8 + (random() * 1.02 - 0.01) * side;
    points[at + 1] = 22.4 + (random() * 1.02 - 0.01) * side;
  }
  return points;
}

function plainLoop(grids: readonly GridShape[]): Locate {
  const rings = grids.map((grid) => ringsOf(grid));
  const tree = new Flatbush(grids.length);
  for (const ring of rings) {
    const xs = ring.flat().map(([x = 0]) => x);
    const ys = ring.flat().map(([, y = 0]) => y);
    tree.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }
  tree.finish();
  return (lng, lat) => {
    for (const at of tree.search(lng, lat, lng, lat)) {
      if (pointInPolygon([lng, lat], rings[at] ?? []) !== false) return grids[at]?.id ?? null;
    }
    return null;
  };
}

function checkAnswers(grids: readonly GridShape[], points: Float64Array, ways: Locate[]): void {
  const truth = bruteForce(grids);
  let wrong = 0;
  for (let at = 0; at < points.length; at += 2) {
    const [lng = 0, lat = 0] = points.subarray(at, at + 2);
    const expected = truth(lng, lat)[0] ?? null;
    wrong += ways.filter((locate) => locate(lng, lat) !== expected).length;
  }
  if (wrong > 0) throw new Error(`locate: ${wrong} answers differ from brute force`);
}

/** The same check over grids with holes and what lies in them. */
function checkHoles(points: Float64Array): void {
  const grids = irregularGrids(GRIDS, VERTICES, 3, { holeEvery: 20 });
  const index = GridIndex.build(grids);
  checkAnswers(grids, points, [(lng, lat) => index.locate(lng, lat)]);
}

function ringsOf(grid: GridShape): Position[][] {
  const { polygon } = grid;
  return polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat();
}

/** Median rates of several rounds in turns, after one round each to warm up. */
async function measure(
  points: Float64Array,
  ours: Locate,
  plain: Locate,
): Promise<[number, number]> {
  rate(points, ours);
  rate(points, plain);
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    rates[0].push(rate(points, ours));
    rates[1].push(rate(points, plain));
    await new Promise(setImmediate);
  }
  return [median(rates[0]), median(rates[1])];
}

function rate(points: Float64Array, locate: Locate): number {
  let found = 0;
  const started = performance.now();
  for (let at = 0; at < points.length; at += 2) {
    if (locate(points[at] ?? 0, points[at + 1] ?? 0) !== null) found++;
  }
  const seconds = (performance.now() - started) / 1000;
  if (found === 0) throw new Error('locate: no point was found at all');
  return points.length / 2 / seconds;
}

function rebuildMilliseconds(index: GridIndex, grids: readonly GridShape[]): number {
  const times = [0, 1, 2, 3, 4].map((at) => {
    const started = performance.now();
    index.with({ put: grids.slice(at, at + 1) });
    return performance.now() - started;
  });
  return median(times);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function print(result: BenchResult, rebuild: number): void {
  const count = (value: number): string => value.toLocaleString('en').padStart(12);
  process.stdout.write(
    [
      `locate: ${POINTS.toLocaleString('en')} random points, ${GRIDS.toLocaleString('en')} grids of ${VERTICES} vertices, median of ${ROUNDS} rounds`,
      `  grid index                      ${count(result.ours)} ${UNIT}`,
      `  flatbush + point-in-polygon-hao ${count(result.baseline)} ${UNIT}`,
      `  ratio                           ${result.ratio.toFixed(2).padStart(12)}  (reach: at least 0.8)`,
      `  rebuilt after one change        ${count(Math.round(rebuild))} ms`,
      '  all answers equal to brute force, with and without holes',
      '',
    ].join('\n'),
  );
}
