import type { Position } from 'geojson';
import { METERS_PER_DEGREE } from '../measure/distance.js';
import { ringsOfArea } from '../measure/shape.js';
import type { AreaGeometry } from '../types.js';

/*
 * Coarser outlines for overview maps. Neighbours keep their common border common: rings are cut where three or more
 * borders meet, and each piece is thinned (Douglas–Peucker) in the same direction whoever it is thinned for.
 */

/**
 * Thins out the borders of areas, together. A ring never falls below three different points. With a tolerance near the
 * size of the areas borders may cross: the result is for looking at, not for keeping.
 */
export function simplifyAreas(
  areas: readonly AreaGeometry[],
  toleranceMeters: number,
): AreaGeometry[] {
  const nodes = nodesOf(areas.flatMap(ringsOfArea));
  const thin = (rings: Position[][]): Position[][] =>
    rings.map((ring) => thinRing(ring, nodes, toleranceMeters / METERS_PER_DEGREE));
  return areas.map((area) =>
    area.type === 'Polygon'
      ? { type: 'Polygon', coordinates: thin(area.coordinates) }
      : { type: 'MultiPolygon', coordinates: area.coordinates.map(thin) },
  );
}

const keyOf = ([x, y]: Position): string => `${x} ${y}`;

/** Places with more than two neighbours along all rings: where borders meet. */
function nodesOf(rings: readonly Position[][]): ReadonlySet<string> {
  const neighbours = new Map<string, Set<string>>();
  const connect = (a: string, b: string): void => {
    const known = neighbours.get(a) ?? new Set();
    neighbours.set(a, known.add(b));
  };
  for (const ring of rings) {
    ring.slice(1).forEach((to, at) => {
      const [a, b] = [keyOf(ring[at] ?? to), keyOf(to)];
      connect(a, b);
      connect(b, a);
    });
  }
  return new Set([...neighbours].filter(([, known]) => known.size > 2).map(([key]) => key));
}

function thinRing(ring: Position[], nodes: ReadonlySet<string>, tolerance: number): Position[] {
  const open = ring.slice(0, -1);
  if (open.length < 4) return ring;
  const start = startOf(open, nodes);
  const turned = [...open.slice(start), ...open.slice(0, start)];
  const [first] = turned;
  if (first === undefined) return ring;
  turned.push(first);
  const thinned = cutAtNodes(turned, nodes).flatMap((piece) =>
    thinPiece(piece, tolerance).slice(0, -1),
  );
  return thinned.length < 3 ? ring : [...thinned, first];
}

/** A node, or else the smallest point: the same for everybody who has this ring. */
function startOf(open: readonly Position[], nodes: ReadonlySet<string>): number {
  const node = open.findIndex((position) => nodes.has(keyOf(position)));
  if (node !== -1) return node;
  return open.reduce((best, position, at) => (isBefore(position, open[best] ?? []) ? at : best), 0);
}

function isBefore([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position): boolean {
  return ax < bx || (ax === bx && ay < by);
}

function cutAtNodes(closed: readonly Position[], nodes: ReadonlySet<string>): Position[][] {
  const pieces: Position[][] = [];
  let piece: Position[] = [];
  closed.forEach((position, at) => {
    piece.push(position);
    if (at === 0 || !nodes.has(keyOf(position))) return;
    pieces.push(piece);
    piece = [position];
  });
  return piece.length > 1 ? [...pieces, piece] : pieces;
}

/** The same whichever way the piece is walked. */
function thinPiece(piece: Position[], tolerance: number): Position[] {
  if (piece.length < 3) return piece;
  const [first, last] = [piece[0] ?? [], piece.at(-1) ?? []];
  if (keyOf(first) === keyOf(last)) return thinLoop(piece, tolerance);
  const forth = isBefore(first, last);
  const line = forth ? piece : piece.toReversed();
  const thinned = douglasPeucker(line, tolerance);
  return forth ? thinned : thinned.toReversed();
}

/** A loop is halved at the point farthest from its start, and both halves thinned. */
function thinLoop(loop: Position[], tolerance: number): Position[] {
  const { at } = farthest(loop, 0, loop.length - 1);
  const [there, back] = [loop.slice(0, at + 1), loop.slice(at)];
  return [...thinPiece(there, tolerance), ...thinPiece(back, tolerance).slice(1)];
}

function douglasPeucker(line: readonly Position[], tolerance: number): Position[] {
  const keep = new Set([0, line.length - 1]);
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    const { at, distance } = farthest(line, from, to);
    if (distance <= tolerance || at === from) continue;
    keep.add(at);
    spans.push([from, at], [at, to]);
  }
  return line.filter((_, at) => keep.has(at));
}

/** The point between two that lies farthest from the line through them; distances in degrees of latitude. */
function farthest(
  line: readonly Position[],
  from: number,
  to: number,
): { at: number; distance: number } {
  const [a, b] = [line[from] ?? [], line[to] ?? []];
  let [best, distance] = [from, -1];
  for (let at = from + 1; at < to; at++) {
    const away = distanceToSegment(line[at] ?? a, a, b);
    if (away > distance) [best, distance] = [at, away];
  }
  return { at: best, distance };
}

function distanceToSegment([px = 0, py = 0]: Position, a: Position, b: Position): number {
  const [ax = 0, ay = 0] = a;
  const [bx = 0, by = 0] = b;
  const squeeze = Math.cos((ay * Math.PI) / 180);
  const [dx, dy, ex, ey] = [(bx - ax) * squeeze, by - ay, (px - ax) * squeeze, py - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (dx * ex + dy * ey) / length));
  return Math.hypot(ex - share * dx, ey - share * dy);
}
