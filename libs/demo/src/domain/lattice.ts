import { Chance } from './random.js';

export type Position = [number, number];

export const COLUMNS = 15;
export const ROWS = 10;
const BLOCK_WIDTH = 130;
const BLOCK_HEIGHT = 105;
const WEST = 114.0862;
const SOUTH = 22.6135;
const METRES_PER_DEGREE = 111_320;
const METRES_PER_LNG = METRES_PER_DEGREE * Math.cos((SOUTH * Math.PI) / 180);
const BENDS = 3;

/** Metres from the south-west corner to longitude and latitude. */
export function toPosition(x: number, y: number): Position {
  const round = (value: number): number => Math.round(value * 1e7) / 1e7;
  return [round(WEST + x / METRES_PER_LNG), round(SOUTH + y / METRES_PER_DEGREE)];
}

/** A crossing of two streets in metres: a regular net, bent so that it looks grown. */
export function crossing(column: number, row: number): Position {
  const chance = new Chance(column * 7_919 + row * 104_729 + 17);
  const x =
    column * BLOCK_WIDTH +
    22 * Math.sin(row * 0.55) +
    10 * Math.sin(column * 1.7 + row) +
    chance.between(-7, 7);
  const y =
    row * BLOCK_HEIGHT +
    26 * Math.sin(column * 0.42) +
    8 * Math.cos(row * 1.9 + column * 0.6) +
    chance.between(-6, 6);
  return [x, y];
}

/** The way from one crossing to a neighbouring one, both ends included; the same points in both directions. */
export function street(from: Position, to: Position): Position[] {
  const [first, last] = from[0] * 100 + from[1] <= to[0] * 100 + to[1] ? [from, to] : [to, from];
  const a = crossing(first[0], first[1]);
  const b = crossing(last[0], last[1]);
  const chance = new Chance(first[0] * 31 + first[1] * 1_009 + last[0] * 65_537 + last[1] * 257);
  const points: Position[] = [a];
  for (let i = 1; i < BENDS; i += 1) {
    const t = i / BENDS;
    points.push([
      a[0] + (b[0] - a[0]) * t + chance.between(-3, 3),
      a[1] + (b[1] - a[1]) * t + chance.between(-3, 3),
    ]);
  }
  points.push(b);
  return first === from ? points : points.reverse();
}

type Edge = [Position, Position];

function edgesOf(column: number, row: number): Edge[] {
  const corners: Position[] = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ];
  return corners.map((corner, i) => [corner, corners[(i + 1) % 4] ?? corner]);
}

const keyOf = (edge: Edge): string => edge.join('>');

/** The outline of connected blocks as one closed ring in metres, counter-clockwise. Blocks that enclose a hole are not expected. */
export function outline(blocks: readonly Position[]): Position[] {
  const edges = new Map<string, Edge>();
  for (const [column, row] of blocks) {
    for (const edge of edgesOf(column, row)) {
      const back = keyOf([edge[1], edge[0]]);
      if (!edges.delete(back)) edges.set(keyOf(edge), edge);
    }
  }
  const byStart = new Map([...edges.values()].map((edge) => [String(edge[0]), edge]));
  const [start] = byStart.values();
  if (!start) return [];
  const ring: Position[] = [];
  let edge: Edge | undefined = start;
  do {
    ring.push(...street(edge[0], edge[1]).slice(0, -1));
    edge = byStart.get(String(edge[1]));
  } while (edge && edge !== start);
  return [...ring, ...ring.slice(0, 1)];
}
