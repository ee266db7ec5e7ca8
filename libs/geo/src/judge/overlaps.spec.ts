import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from 'geojson';
import type { GridShape } from '../locate/grid-index.js';
import { areaSquareMeters } from '../measure/area.js';
import { irregularGrids } from '../testing/irregular-grids.js';
import { findOverlaps } from './overlaps.js';

const UNIT = 0.001;

function grid(id: string, ring: [number, number][]): GridShape {
  const points: Position[] = ring.map(([x, y]) => [113.9 + x * UNIT, 22.5 + y * UNIT]);
  return { id, polygon: { type: 'Polygon', coordinates: [[...points, points[0] ?? []]] } };
}

function square(id: string, x: number, y: number, size = 4): GridShape {
  return grid(id, [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ]);
}

describe('findOverlaps', () => {
  it('finds none in a partition, holes and their fillings included', () => {
    expect(findOverlaps(irregularGrids(400, 33, 8, { holeEvery: 5 }))).toEqual([]);
    expect(
      findOverlaps([square('a', 0, 0), square('b', 4, 0), square('c', 4, 4), square('d', 4, 1, 1)]),
    ).toHaveLength(1);
    expect(findOverlaps([])).toEqual([]);
  });

  it('names both grids, how much and where', () => {
    const [overlap] = findOverlaps([square('a', 0, 0), square('b', 3, 3), square('c', 8, 8)]);
    expect(overlap).toMatchObject({ a: 'a', b: 'b' });
    const common = areaSquareMeters(square('x', 3, 3, 1).polygon);
    expect(Math.abs((overlap?.areaM2 ?? 0) - common)).toBeLessThan(2);
    expect(overlap?.at[0]).toBeCloseTo(113.9035, 4);
  });

  it('finds twins, one inside the other, and overlaps that only pass through corners', () => {
    expect(findOverlaps([square('a', 0, 0), square('b', 0, 0)])).toHaveLength(1);
    expect(findOverlaps([square('a', 0, 0), square('b', 1, 1, 1)])).toHaveLength(1);
    const diamond = grid('b', [
      [0, 0],
      [4, 4],
      [0, 8],
      [-4, 4],
    ]);
    expect(findOverlaps([square('a', 0, 0), diamond])).toHaveLength(1);
  });

  it('overlooks what is below the tolerance', () => {
    const pair = [square('a', 0, 0), square('b', 3.9999, 0)];
    expect(findOverlaps(pair, 100)).toEqual([]);
    expect(findOverlaps(pair, 1)).toHaveLength(1);
  });

  it('finds every overlap of random triangles that sampling finds', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
    const triangle = fc
      .tuple(corner, corner, corner)
      .filter(([[ax, ay], [bx, by], [cx, cy]]) => (bx - ax) * (cy - ay) !== (by - ay) * (cx - ax));
    const property = fc.property(triangle, triangle, (one, two) => {
      let shared = 0;
      for (let x = 0.13; x < 6; x += 0.25) {
        for (let y = 0.17; y < 6; y += 0.25) if (inside(one, x, y) && inside(two, x, y)) shared++;
      }
      const found = findOverlaps([grid('a', one), grid('b', two)]);
      if (shared > 0) expect(found).toHaveLength(1);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

function inside([a, b, c]: [number, number][], x: number, y: number): boolean {
  const signs = [
    [a, b],
    [b, c],
    [c, a],
  ].map(([p = [0, 0], q = [0, 0]]) =>
    Math.sign((q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])),
  );
  return signs.every((sign) => sign > 0) || signs.every((sign) => sign < 0);
}
