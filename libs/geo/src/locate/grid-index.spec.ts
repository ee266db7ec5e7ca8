import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { irregularGrids, randomFrom } from '../testing/irregular-grids.js';
import { GridIndex, type GridShape } from './grid-index.js';

/** Position against all rings by exact integers: written apart from the code under test, slow on purpose. */
function bruteForce(grids: readonly GridShape[], x: number, y: number): string[] {
  return grids.filter((grid) => insideBig(grid, x, y)).map((grid) => grid.id);
}

const SCALE = 1e7;
const big = (value: number): bigint => BigInt(Math.round(value * SCALE));

/** Even-odd test of the point moved by (ε, ε²), for coordinates of at most seven decimals. */
function insideBig(grid: GridShape, x: number, y: number): boolean {
  const [px, py] = [big(x), big(y)];
  let inside = false;
  for (const ring of ringsOf(grid)) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [ax, ay] = (ring[at] ?? []).map(big);
      const [bx, by] = (ring[at + 1] ?? []).map(big);
      if (ax === undefined || ay === undefined || bx === undefined || by === undefined) continue;
      if (ay > py === by > py) continue;
      const cross = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
      if (by > ay ? cross > 0n : cross < 0n) inside = !inside;
    }
  }
  return inside;
}

function ringsOf(grid: GridShape): Position[][] {
  return grid.polygon.type === 'Polygon'
    ? grid.polygon.coordinates
    : grid.polygon.coordinates.flat();
}

/** Plain floating-point even-odd test, for points that lie on no edge. */
function insidePlain(rings: Position[][], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [ax = 0, ay = 0] = ring[at] ?? [];
      const [bx = 0, by = 0] = ring[at + 1] ?? [];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

function square(id: string, x: number, y: number, size = 1): GridShape {
  const [e, n] = [x + size, y + size];
  const ring = [
    [x, y],
    [e, y],
    [e, n],
    [x, n],
    [x, y],
  ];
  return { id, polygon: { type: 'Polygon', coordinates: [ring] } };
}

describe('GridIndex', () => {
  it('agrees with brute force on 100,000 random points over 10,000 irregular grids with holes', () => {
    const grids = irregularGrids(10_000, 33, 7, { holeEvery: 20 });
    const index = GridIndex.build(grids);
    expect(index.size).toBe(10_500);
    const random = randomFrom(99);
    const boxes = grids.map((grid) => {
      const xs = ringsOf(grid)
        .flat()
        .map((p) => p[0] ?? 0);
      const ys = ringsOf(grid)
        .flat()
        .map((p) => p[1] ?? 0);
      return {
        grid,
        w: Math.min(...xs),
        e: Math.max(...xs),
        s: Math.min(...ys),
        n: Math.max(...ys),
      };
    });
    // Only to keep the brute force bearable: every grid whose box holds the point is asked, found by latitude.
    const rows = new Map<number, typeof boxes>();
    for (const box of boxes) {
      for (let row = Math.floor(box.s / 0.001); row <= Math.floor(box.n / 0.001); row++) {
        rows.set(row, [...(rows.get(row) ?? []), box]);
      }
    }
    let wrong = 0;
    let found = 0;
    for (let at = 0; at < 100_000; at++) {
      const x = 113.79 + random() * 0.32;
      const y = 22.39 + random() * 0.32;
      const holders = (rows.get(Math.floor(y / 0.001)) ?? []).filter(
        (b) => x >= b.w && x <= b.e && y >= b.s && y <= b.n && insidePlain(ringsOf(b.grid), x, y),
      );
      const expected = holders[0]?.grid.id ?? null;
      if (holders.length > 1 || index.locate(x, y) !== expected) wrong++;
      if (expected !== null) found++;
    }
    expect(wrong).toBe(0);
    expect(found).toBeGreaterThan(80_000);
  });

  it('gives every point of a random partition exactly one grid, on edges and corners too', () => {
    const property = fc.property(
      fc.integer(),
      fc.integer({ min: 5, max: 33 }),
      fc.integer({ min: 1, max: 12 }),
      (seed, vertices, n) => {
        const grids = irregularGrids(n, vertices, seed, { holeEvery: 3 });
        const index = GridIndex.build(grids);
        const random = randomFrom(seed);
        const corners = grids.flatMap((grid) => ringsOf(grid).flat());
        for (const corner of corners) checkPoint(grids, index, corner, true);
        for (let at = 0; at < 100; at++) {
          const [w, s] = [113.79, 22.39];
          const x = Math.round((w + random() * 0.02) * SCALE) / SCALE;
          checkPoint(grids, index, [x, Math.round((s + random() * 0.02) * SCALE) / SCALE], false);
        }
      },
    );
    fc.assert(property, { numRuns: 25 });
  });

  function checkPoint(grids: GridShape[], index: GridIndex, at: Position, onBorder: boolean): void {
    const [x = 0, y = 0] = at;
    const holders = bruteForce(grids, x, y);
    expect(holders.length).toBeLessThanOrEqual(1);
    const answer = index.locate(x, y);
    if (holders[0] !== undefined) expect(answer).toBe(holders[0]);
    else if (onBorder) expect(answer).not.toBeNull();
  }

  it('gives points exactly on slanted shared edges to exactly one side, whatever the order of building', () => {
    // Midpoints of integer edges are exact in binary, so these points really lie on the edges.
    const property = fc.property(
      fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 12,
      }),
      (steps) => {
        let y = 0;
        const border: Position[] = [[0, 0]];
        for (const [x, up] of steps) border.push([x, (y += up)]);
        const west = [...border, [-50, y], [-50, 0], [0, 0]];
        const east = [...border, [50, y], [50, 0], [0, 0]];
        const grids: GridShape[] = [
          { id: 'west', polygon: { type: 'Polygon', coordinates: [west] } },
          { id: 'east', polygon: { type: 'Polygon', coordinates: [east] } },
        ];
        const forth = GridIndex.build(grids);
        const back = GridIndex.build([...grids].reverse());
        for (let at = 0; at + 1 < border.length; at++) {
          const [ax = 0, ay = 0] = border[at] ?? [];
          const [bx = 0, by = 0] = border[at + 1] ?? [];
          const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
          expect(forth.locate(mx, my)).toBe('east');
          expect(back.locate(mx, my)).toBe('east');
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it('gives every point of the outer border to a grid', () => {
    const index = GridIndex.build([square('a', 0, 0), square('b', 1, 0), square('c', 0, 1)]);
    for (const [x, y] of [
      [0, 0],
      [0.5, 0],
      [2, 0.5],
      [2, 1],
      [1.5, 1],
      [0.5, 2],
      [0, 2],
      [1, 1.5],
    ] as const) {
      expect(index.locate(x, y)).not.toBeNull();
    }
    expect(index.locate(1, 1)).toBe('a');
    expect(index.locate(1, 2)).toBe('c');
    expect(index.locate(1.0000001, 1.0000001)).toBeNull();
  });

  it('leaves an unfilled hole to nobody and its border to the grid', () => {
    const hole = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [1, 1],
    ];
    const outer = [
      [0, 0],
      [3, 0],
      [3, 3],
      [0, 3],
      [0, 0],
    ];
    const index = GridIndex.build([
      { id: 'ring', polygon: { type: 'Polygon', coordinates: [outer, hole] } },
    ]);
    expect(index.locate(1.5, 1.5)).toBeNull();
    expect(index.locate(1, 1.5)).toBe('ring');
    expect(index.locate(2, 2)).toBe('ring');
    const filled = index.with({ put: [square('core', 1, 1)] });
    expect(filled.locate(1.5, 1.5)).toBe('core');
    expect(filled.locate(2, 1.5)).toBe('ring');
    expect(filled.locate(1, 1.5)).toBe('core');
  });

  it('takes MultiPolygons, open rings and either winding', () => {
    const index = GridIndex.build([
      {
        id: 'parts',
        path: 'cn.gd.sz',
        polygon: {
          type: 'MultiPolygon',
          coordinates: [
            [
              [
                [0, 0],
                [0, 1],
                [1, 1],
                [1, 0],
              ],
            ],
            [
              [
                [5, 5],
                [6, 5],
                [6, 6],
                [5, 6],
                [5, 5],
              ],
            ],
          ],
        },
      },
    ]);
    expect(index.locate(0.5, 0.5)).toBe('parts');
    expect(index.locate(5.5, 5.5)).toBe('parts');
    expect(index.locate(3, 3)).toBeNull();
    expect(index.pathOf('parts')).toBe('cn.gd.sz');
    expect(index.bboxOf('parts')).toEqual([0, 0, 6, 6]);
  });

  it('replaces and removes grids without changing the index in use', () => {
    const before = GridIndex.build([square('a', 0, 0), square('b', 1, 0)]);
    const after = before.with({ put: [square('a', 0, 5)], remove: ['b'] });
    expect(before.locate(0.5, 0.5)).toBe('a');
    expect(after.locate(0.5, 0.5)).toBeNull();
    expect(after.locate(0.5, 5.5)).toBe('a');
    expect(after.locate(1.5, 0.5)).toBeNull();
    expect(after.size).toBe(1);
  });

  it('answers nothing for what is no place, and for an empty index', () => {
    const index = GridIndex.build([square('a', 0, 0)]);
    for (const odd of [NaN, Infinity, -Infinity, 1e9]) expect(index.locate(odd, 0.5)).toBeNull();
    expect(GridIndex.build([]).locate(0, 0)).toBeNull();
    expect(GridIndex.build([]).nearest(0, 0, 100)).toBeNull();
  });

  it('leaves out a grid it cannot use, names it, and serves the others', () => {
    const broken: GridShape = {
      id: 'x',
      polygon: {
        type: 'Polygon',
        coordinates: [
          [
            [0, NaN],
            [1, 1],
            [2, 0],
          ],
        ],
      },
    };
    const index = GridIndex.build([broken, square('a', 0, 0)]);
    expect(index.leftOut).toEqual(['x']);
    expect(index.locate(0.5, 0.5)).toBe('a');
    expect(index.with({ put: [square('x', 3, 3)] }).leftOut).toEqual([]);
  });

  it('answers the smallest id where grids lie on each other, however many', () => {
    const stack = Array.from({ length: 60 }, (_, at) =>
      square(`g${String(at).padStart(2, '0')}`, 0, 0),
    );
    const index = GridIndex.build([...stack].reverse());
    expect(index.locate(0.5, 0.5)).toBe('g00');
    expect(index.locate(1, 1)).toBe('g00');
    expect(index.with({ remove: ['g00'] }).locate(0.5, 0.5)).toBe('g01');
  });

  it('stays right when one grid lies far from all others', () => {
    const near = irregularGrids(400, 33, 3);
    const index = GridIndex.build([...near, square('far', -170, -80, 2)]);
    const alone = GridIndex.build(near);
    const random = randomFrom(5);
    for (let at = 0; at < 5_000; at++) {
      const [x, y] = [113.79 + random() * 0.08, 22.39 + random() * 0.08];
      expect(index.locate(x, y)).toBe(alone.locate(x, y));
    }
    expect(index.locate(-169, -79)).toBe('far');
  });

  it('finds the nearest grid of a place just outside', () => {
    const index = GridIndex.build([
      square('a', 113.9, 22.5, 0.01),
      square('b', 113.92, 22.5, 0.01),
    ]);
    expect(index.nearest(113.905, 22.505, 50)).toEqual({ id: 'a', meters: 0 });
    const near = index.nearest(113.9105, 22.505, 100);
    expect(near?.id).toBe('a');
    expect(near?.meters).toBeGreaterThan(50);
    expect(near?.meters).toBeLessThan(53);
    expect(index.nearest(113.9105, 22.505, 40)).toBeNull();
    expect(index.nearest(113.9185, 22.505, 400)?.id).toBe('b');
  });

  it('rebuilds 10,000 grids in a fraction of a second', () => {
    const index = GridIndex.build(irregularGrids(10_000, 33, 1));
    const started = performance.now();
    index.with({ put: [square('new', 100, 20)] });
    // Far above what it takes (see README), so that a busy machine does not fail the test.
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
