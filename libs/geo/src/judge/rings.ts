import type { Position } from 'geojson';
import { sideOf } from '../locate/exact.js';
import { ringArea } from '../measure/area.js';
import { finding, type Finding, type FindingCode, type FindingPath } from './finding.js';

/** Rings enclosing less than this many square metres have no area for our purposes: a hand's breadth. */
const LEAST_AREA = 0.01;

/** What is wrong with single coordinates of a ring. Stops at the first: a wrong system makes all of them wrong. */
export function judgeCoordinates(ring: readonly Position[], path: FindingPath): Finding[] {
  for (const [vertex, position] of ring.entries()) {
    const code = coordinateFault(position);
    if (code === null) continue;
    const [x = NaN, y = NaN] = position;
    return [finding(code, { ...path, vertex }, code === 'bad_coordinates' ? null : [x, y])];
  }
  return [];
}

function coordinateFault([x, y]: Position): FindingCode | null {
  if (!isNumber(x) || !isNumber(y)) return 'bad_coordinates';
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return null;
  if (Math.abs(x) > 1_000 || Math.abs(y) > 1_000) return 'projected';
  // China lies between 73° and 136° east and 3° and 54° north, so a latitude above 90 tells its own story.
  return Math.abs(y) <= 180 && Math.abs(x) <= 90 ? 'axes_swapped' : 'out_of_range';
}

function isNumber(value: number | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** What is wrong with the run of a ring: not closed, too short, repeated points, spikes, no area. */
export function judgeRing(ring: readonly Position[], path: FindingPath): Finding[] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (first === undefined || last === undefined) return [finding('too_few_points', path)];
  if (!same(first, last)) return [finding('ring_not_closed', path, place(last))];
  const found = duplicates(ring, path);
  const clean = withoutDuplicates(ring);
  if (clean.length < 4) return [...found, finding('too_few_points', path, place(first))];
  if (isOneLine(clean)) return [...found, finding('zero_area', path, place(first))];
  return [...found, ...spikes(ring, path)];
}

/** Whether a ring that crosses itself nowhere encloses next to nothing. */
export function judgeArea(ring: readonly Position[], path: FindingPath): Finding[] {
  const [first] = ring;
  if (first === undefined || ringArea(ring) >= LEAST_AREA) return [];
  return [finding('zero_area', path, place(first))];
}

function isOneLine(ring: readonly Position[]): boolean {
  const [[ax = NaN, ay = NaN] = [], [bx = NaN, by = NaN] = []] = ring;
  const line = Float64Array.of(ax, ay, bx, by);
  return ring.every(([x = NaN, y = NaN]) => sideOf(line, 0, x, y) === 0);
}

/** A copy without points that repeat their predecessor. */
export function withoutDuplicates(ring: readonly Position[]): Position[] {
  return ring.filter((position, at) => at === 0 || !same(position, ring[at - 1] ?? []));
}

function duplicates(ring: readonly Position[], path: FindingPath): Finding[] {
  const found: Finding[] = [];
  ring.forEach((position, vertex) => {
    if (vertex === 0 || !same(position, ring[vertex - 1] ?? [])) return;
    found.push(finding('duplicate_vertex', { ...path, vertex }, place(position)));
  });
  return found;
}

function spikes(ring: readonly Position[], path: FindingPath): Finding[] {
  const found: Finding[] = [];
  const kept = [...ring.keys()].filter((at) => at > 0 && !same(ring[at] ?? [], ring[at - 1] ?? []));
  kept.forEach((at, order) => {
    const before = ring[kept[order - 1] ?? kept[kept.length - 1] ?? 0] ?? [];
    const tip = ring[at] ?? [];
    const after = ring[kept[order + 1] ?? kept[0] ?? 0] ?? [];
    if (!turnsBack(before, tip, after)) return;
    const vertex = at === ring.length - 1 ? 0 : at;
    found.push(finding('spike', { ...path, vertex }, place(tip)));
  });
  return found;
}

function turnsBack(before: Position, tip: Position, after: Position): boolean {
  const [ax = NaN, ay = NaN] = before;
  const [bx = NaN, by = NaN] = tip;
  const [cx = NaN, cy = NaN] = after;
  if ((ax - bx) * (cx - bx) + (ay - by) * (cy - by) <= 0) return false;
  return sideOf(Float64Array.of(ax, ay, bx, by), 0, cx, cy) === 0;
}

function same([ax, ay]: Position, [bx, by]: Position): boolean {
  return ax === bx && ay === by;
}

function place([x = NaN, y = NaN]: Position): [number, number] {
  return [x, y];
}
