import { describe, expect, it } from '@jest/globals';
import { bruteForce, type GridShape, irregularGrids, randomFrom } from '@ingrid/geo';
import { GridShards } from './grid-shards.js';

const now = (): Promise<void> => Promise.resolve();

/** Irregular grids, every hundred in a street of their own, ten to a community. */
function city(count: number): GridShape[] {
  return irregularGrids(count, 33, 7).map((shape, at) => ({
    ...shape,
    path: `44.s${Math.floor(at / 100)}.c${Math.floor(at / 10)}.${shape.id.replaceAll('-', '_')}`,
  }));
}

describe('the grids of a city, street by street', () => {
  it('gives every point the same grid as asking all of them', async () => {
    const shapes = city(1_000);
    const shards = await GridShards.empty.with({ put: shapes }, now);
    const askAll = bruteForce(shapes);
    const random = randomFrom(5);
    for (let n = 0; n < 5_000; n += 1) {
      const lng = 113.8 + random() * 0.1;
      const lat = 22.4 + random() * 0.1;
      const found = shards.locate(lng, lat);
      const all = askAll(lng, lat);
      expect([found]).toEqual(all.length === 0 ? [null] : all);
    }
  });

  it('gives a point on the border of two streets exactly one grid, always the same', async () => {
    const square = (id: string, street: string, x: number): GridShape => ({
      id,
      path: `44.${street}.c.${id}`,
      polygon: {
        type: 'Polygon',
        coordinates: [
          [
            [x, 0],
            [x + 1, 0],
            [x + 1, 1],
            [x, 1],
            [x, 0],
          ],
        ],
      },
    });
    const one = await GridShards.empty.with(
      { put: [square('b', 's1', 0), square('a', 's2', 1)] },
      now,
    );
    const other = await GridShards.empty.with(
      { put: [square('a', 's2', 1), square('b', 's1', 0)] },
      now,
    );
    expect(one.locate(1, 0.5)).toBe('a');
    expect(other.locate(1, 0.5)).toBe('a');
  });

  it('takes changes in without touching the state before', async () => {
    const shapes = city(300);
    const [first, second, ...rest] = shapes;
    const before = await GridShards.empty.with({ put: rest }, now);
    const after = await before.with(
      { put: [first!, second!], remove: rest.slice(0, 250).map(({ id }) => id) },
      now,
    );
    expect(before.size).toBe(298);
    expect(after.size).toBe(50);
    const none = await after.with({ remove: shapes.map(({ id }) => id) }, now);
    expect([none.size, none.locate(113.85, 22.41)]).toEqual([0, null]);
  });

  it('moves a grid that changes its street', async () => {
    const [shape] = city(1);
    const before = await GridShards.empty.with({ put: [shape!] }, now);
    const after = await before.with(
      { put: [{ ...shape!, path: '44.other.c.g' }], remove: [shape!.id] },
      now,
    );
    expect(after.size).toBe(1);
  });

  it('pauses fifty times while 5,000 grids are loaded', async () => {
    const shapes = city(5_000);
    let pauses = 0;
    await GridShards.empty.with({ put: shapes }, () => {
      pauses += 1;
      return Promise.resolve();
    });
    expect(pauses).toBe(50);
  });
});
