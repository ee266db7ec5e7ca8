import { describe, expect, it } from '@jest/globals';
import { irregularGrids, randomFrom } from '../testing/irregular-grids.js';
import { GridIndex, type GridShape } from './grid-index.js';

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

  it('takes one more grid among 10,000 and still finds the others', () => {
    const grids = irregularGrids(10_000, 33, 1);
    const index = GridIndex.build(grids).with({ put: [square('new', 100, 20)] });
    expect(index.locate(100.5, 20.5)).toBe('new');
    expect(index.size).toBe(10_001);
  });
});
