import type { Polygon } from 'geojson';
import type { GridShape } from '../locate/grid-index.js';

export interface IrregularOptions {
  /** Every so many grids, one has a hole that is filled by a further grid (`hole-…`). 0: none. */
  readonly holeEvery?: number;
  /** South-west corner, degrees. */
  readonly origin?: readonly [number, number];
  /** Width and height of a grid before it is jittered, degrees (0.003 is about 300 m). */
  readonly cell?: number;
}

type Point = [number, number];

/**
 * A planar partition for tests and benches: `n` irregular grids whose neighbours share jagged borders vertex by
 * vertex, each ring of `vertices` positions (the closing one counted; ≥ 5). The same seed gives the same grids.
 * Coordinates have seven decimals, as real files do.
 */
export function irregularGrids(
  n: number,
  vertices = 33,
  seed = 1,
  options: IrregularOptions = {},
): GridShape[] {
  const sheet = new Sheet(n, Math.max(0, vertices - 5), randomFrom(seed), options);
  const grids: GridShape[] = [];
  for (let at = 0; at < n; at++) grids.push(...sheet.gridsAt(at, options.holeEvery ?? 0));
  return grids;
}

/** A small deterministic generator (mulberry32) of numbers from 0 to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Sheet {
  private readonly columns: number;
  private readonly corners = new Map<string, Point>();
  private readonly sides = new Map<string, Point[]>();
  private readonly acrossCount: number;
  private readonly upCount: number;
  private readonly origin: readonly [number, number];
  private readonly cell: number;
  private readonly ringSize: number;

  constructor(
    n: number,
    inner: number,
    private readonly random: () => number,
    options: IrregularOptions,
  ) {
    this.columns = Math.max(1, Math.ceil(Math.sqrt(n)));
    this.acrossCount = Math.ceil(inner / 4);
    this.upCount = Math.max(0, Math.floor(inner / 2) - this.acrossCount);
    this.origin = options.origin ?? [113.8, 22.4];
    this.cell = options.cell ?? 0.003;
    this.ringSize = inner + 4;
  }

  gridsAt(at: number, holeEvery: number): GridShape[] {
    const column = at % this.columns;
    const row = Math.floor(at / this.columns);
    const ring = this.ringOf(column, row);
    const id = String(at).padStart(6, '0');
    const rings = [ring];
    if (holeEvery === 0 || at % holeEvery !== 0) return [grid(`grid-${id}`, rings)];
    const hole = this.island(column, row);
    return [grid(`grid-${id}`, [ring, [...hole].reverse()]), grid(`hole-${id}`, [hole])];
  }

  private ringOf(column: number, row: number): Point[] {
    const south = this.across(column, row);
    const east = this.up(column + 1, row);
    const north = [...this.across(column, row + 1)].reverse();
    const west = [...this.up(column, row)].reverse();
    return [...south, ...east.slice(1), ...north.slice(1), ...west.slice(1)];
  }

  private across(column: number, row: number): Point[] {
    return this.side(`a${column},${row}`, this.acrossCount, [
      this.corner(column, row),
      this.corner(column + 1, row),
    ]);
  }

  private up(column: number, row: number): Point[] {
    return this.side(`u${column},${row}`, this.upCount, [
      this.corner(column, row),
      this.corner(column, row + 1),
    ]);
  }

  private corner(column: number, row: number): Point {
    return remembered(this.corners, `${column},${row}`, () => {
      const jitter = (): number => (this.random() - 0.5) * 0.3;
      return this.place(column + jitter(), row + jitter());
    });
  }

  /** A jagged line that stays within a narrow lens around its chord, so that no two sides cross. */
  private side(key: string, inner: number, [from, to]: readonly [Point, Point]): Point[] {
    return remembered(this.sides, key, () => {
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const line: Point[] = [from];
      for (let step = 1; step <= inner; step++) {
        const along = (step + (this.random() - 0.5) * 0.6) / (inner + 1);
        const aside = (this.random() - 0.5) * 0.5 * Math.min(along, 1 - along);
        line.push(rounded(from[0] + along * dx - aside * dy, from[1] + along * dy + aside * dx));
      }
      line.push(to);
      return line;
    });
  }

  private island(column: number, row: number): Point[] {
    const ring: Point[] = [];
    for (let step = 0; step < this.ringSize; step++) {
      const angle = (step / this.ringSize) * 2 * Math.PI;
      const radius = 0.1 + this.random() * 0.1;
      const [x, y] = [
        column + 0.5 + radius * Math.cos(angle),
        row + 0.5 + radius * Math.sin(angle),
      ];
      ring.push(this.place(x, y));
    }
    const [first] = ring;
    return first === undefined ? ring : [...ring, first];
  }

  private place(column: number, row: number): Point {
    return rounded(this.origin[0] + column * this.cell, this.origin[1] + row * this.cell);
  }
}

function rounded(x: number, y: number): Point {
  return [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7];
}

function grid(id: string, coordinates: Polygon['coordinates']): GridShape {
  return { id, polygon: { type: 'Polygon', coordinates } };
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const old = known.get(key);
  if (old !== undefined) return old;
  const made = make();
  known.set(key, made);
  return made;
}
