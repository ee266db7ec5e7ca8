import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import { sideOf } from '../locate/exact.js';
import { f64 } from '../locate/typed.js';
import type { LngLat } from '../types.js';
import { finding, type Finding, type FindingCode } from './finding.js';

/** Pairs of edges looked at before a polygon is given up as too tangled: bounds the work on hostile input. */
const MOST_PAIRS = 4_000_000;

/** Edges of one polygon, laid flat: four numbers each. */
interface Edges {
  readonly xy: Float64Array;
  readonly ring: Uint32Array;
  readonly vertex: Uint32Array;
  /** Number of edges of each ring. */
  readonly sizes: readonly number[];
}

/**
 * Every place where borders of one polygon cross or run along each other, and where a ring touches itself. Decided
 * exactly; only the place named is rounded. Rings must be closed, without repeated neighbours and spikes.
 */
export function findCrossings(
  rings: readonly Position[][],
  polygon: number,
  most: number,
): Finding[] {
  const edges = edgesOf(rings);
  const tree = treeOf(edges);
  const found = new Map<string, Finding>();
  let pairs = 0;
  for (let a = 0; a < edges.ring.length && found.size < most; a++) {
    const [x0, y0, x1, y1] = boxOf(edges.xy, a * 4);
    const others = tree.search(x0, y0, x1, y1, (b) => b > a);
    pairs += others.length;
    if (pairs > MOST_PAIRS) return [finding('too_tangled', { polygon })];
    for (const b of others) {
      const meeting = meet(edges, a, b);
      if (meeting === null) continue;
      const key = `${meeting.code} ${meeting.at.join(' ')}`;
      if (!found.has(key)) found.set(key, said(edges, a, { ...meeting, polygon }));
    }
  }
  return [...found.values()].slice(0, most);
}

interface Meeting {
  readonly code: FindingCode;
  readonly at: LngLat;
}

function said(edges: Edges, a: number, meeting: Meeting & { polygon: number }): Finding {
  const { code, at, polygon } = meeting;
  return finding(code, { polygon, ring: edges.ring[a] ?? 0, vertex: edges.vertex[a] ?? 0 }, at);
}

function meet(edges: Edges, a: number, b: number): Meeting | null {
  const { xy } = edges;
  const sameRing = edges.ring[a] === edges.ring[b];
  if (sameRing && areNeighbours(edges, a, b)) return null;
  const crossing: FindingCode = sameRing ? 'self_intersection' : 'rings_cross';
  const [i, j] = [a * 4, b * 4];
  const [acrossI, acrossJ] = [across(xy, i, j), across(xy, j, i)];
  if (acrossI === 'beside' || acrossJ === 'beside') return null;
  if (acrossI === 'through' && acrossJ === 'through') {
    return { code: crossing, at: crossingPoint(xy, i, j) };
  }
  if (acrossI === 'along') return alongEachOther(xy, i, j, crossing);
  // Different rings may touch in a point; whether that is allowed here is for the topology check.
  return sameRing ? touching(xy, i, j) : null;
}

/** How the edge j lies to the line through the edge i. */
function across(
  xy: Float64Array,
  i: number,
  j: number,
): 'beside' | 'through' | 'touching' | 'along' {
  const start = Math.sign(sideOf(xy, i, f64(xy, j), f64(xy, j + 1)));
  const end = Math.sign(sideOf(xy, i, f64(xy, j + 2), f64(xy, j + 3)));
  if (start * end !== 0) return start === end ? 'beside' : 'through';
  return start === end ? 'along' : 'touching';
}

function touching(xy: Float64Array, i: number, j: number): Meeting | null {
  const at = touchingEnd(xy, i, j);
  return at === null ? null : { code: 'ring_touches_itself', at };
}

function areNeighbours(edges: Edges, a: number, b: number): boolean {
  const size = edges.sizes[edges.ring[a] ?? 0] ?? 0;
  const distance = Math.abs((edges.vertex[a] ?? 0) - (edges.vertex[b] ?? 0));
  return distance === 1 || distance === size - 1;
}

function crossingPoint(xy: Float64Array, i: number, j: number): LngLat {
  const [ax, ay] = [f64(xy, i), f64(xy, i + 1)];
  const [dx, dy] = [f64(xy, i + 2) - ax, f64(xy, i + 3) - ay];
  const [ex, ey] = [f64(xy, j + 2) - f64(xy, j), f64(xy, j + 3) - f64(xy, j + 1)];
  const share = ((f64(xy, j) - ax) * ey - (f64(xy, j + 1) - ay) * ex) / (dx * ey - dy * ex);
  return [ax + share * dx, ay + share * dy];
}

/** Two edges on one line: the middle of what they share, the touching point, or null when apart. */
function alongEachOther(xy: Float64Array, i: number, j: number, code: FindingCode): Meeting | null {
  const axis = f64(xy, i) === f64(xy, i + 2) ? 1 : 0;
  const low = (at: number): number => Math.min(f64(xy, at + axis), f64(xy, at + 2 + axis));
  const high = (at: number): number => Math.max(f64(xy, at + axis), f64(xy, at + 2 + axis));
  const start = Math.max(low(i), low(j));
  const end = Math.min(high(i), high(j));
  if (start > end) return null;
  if (start === end) return code === 'self_intersection' ? touching(xy, i, j) : null;
  const at = touchingEnd(xy, i, j);
  return at === null ? null : { code, at };
}

/** An end of one edge that lies on the other; the edges are known to meet there or nowhere. */
function touchingEnd(xy: Float64Array, i: number, j: number): LngLat | null {
  const ends = [
    [j, i],
    [j, i + 2],
    [i, j],
    [i, j + 2],
  ] as const;
  for (const [edge, end] of ends) {
    const [x, y] = [f64(xy, end), f64(xy, end + 1)];
    const [x0, y0, x1, y1] = boxOf(xy, edge);
    if (x < x0 || x > x1) continue;
    if (y >= y0 && y <= y1 && sideOf(xy, edge, x, y) === 0) return [x, y];
  }
  return null;
}

function edgesOf(rings: readonly Position[][]): Edges {
  const sizes = rings.map((ring) => ring.length - 1);
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const edges = {
    xy: new Float64Array(count * 4),
    ring: new Uint32Array(count),
    vertex: new Uint32Array(count),
    sizes,
  };
  let at = 0;
  rings.forEach((ring, number) => {
    ring.slice(0, -1).forEach(([ax = NaN, ay = NaN], vertex) => {
      const [bx = NaN, by = NaN] = ring[vertex + 1] ?? [];
      edges.xy.set([ax, ay, bx, by], at * 4);
      edges.ring[at] = number;
      edges.vertex[at] = vertex;
      at++;
    });
  });
  return edges;
}

function treeOf({ xy, ring }: Edges): Flatbush {
  const tree = new Flatbush(ring.length);
  for (let at = 0; at < xy.length; at += 4) tree.add(...boxOf(xy, at));
  tree.finish();
  return tree;
}

function boxOf(xy: Float64Array, at: number): [number, number, number, number] {
  const [ax, ay, bx, by] = [f64(xy, at), f64(xy, at + 1), f64(xy, at + 2), f64(xy, at + 3)];
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}
