import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { bruteForce, exactForce, ringsOf, type AskAll } from '../testing/brute-force.js';
import { irregularGrids, randomFrom } from '../testing/irregular-grids.js';
import { GridIndex, type GridShape } from './grid-index.js';

function expectOneAnswer(index: GridIndex, truth: AskAll, [x = 0, y = 0]: Position): void {
  const holders = truth(x, y);
  expect(holders.length).toBeLessThanOrEqual(1);
  if (holders[0] !== undefined) expect(index.locate(x, y)).toBe(holders[0]);
}

function randomPlace(random: () => number, degrees: number): Position {
  return [113.79 + random() * degrees, 22.39 + random() * degrees];
}

describe('GridIndex over a partition', () => {
  it('agrees with brute force on 100,000 random points over 10,000 irregular grids with holes', () => {
    const grids = irregularGrids(10_000, 33, 7, { holeEvery: 20 });
    expect(grids).toHaveLength(10_500);
    expect(grids.every((grid) => ringsOf(grid).every((ring) => ring.length === 33))).toBe(true);
    const index = GridIndex.build(grids);
    const truth = bruteForce(grids);
    const random = randomFrom(99);
    let wrong = 0;
    let found = 0;
    for (let at = 0; at < 100_000; at++) {
      const [x = 0, y = 0] = randomPlace(random, 0.32);
      const holders = truth(x, y);
      if (holders.length > 1 || index.locate(x, y) !== (holders[0] ?? null)) wrong++;
      found += holders.length;
    }
    expect(wrong).toBe(0);
    expect(found).toBeGreaterThan(80_000);
  });

  it('gives every point exactly one grid, on corners and edges too', () => {
    const property = fc.property(
      fc.integer(),
      fc.integer({ min: 5, max: 33 }),
      fc.integer({ min: 1, max: 12 }),
      (seed, vertices, n) => {
        const grids = irregularGrids(n, vertices, seed, { holeEvery: 3 });
        const index = GridIndex.build(grids);
        const truth = exactForce(grids);
        for (const corner of grids.flatMap((grid) => ringsOf(grid).flat())) {
          expectOneAnswer(index, truth, corner);
          expect(index.locate(corner[0] ?? 0, corner[1] ?? 0)).not.toBeNull();
        }
        const random = randomFrom(seed);
        for (let at = 0; at < 100; at++) {
          const place = randomPlace(random, 0.02).map((value) => Math.round(value * 1e7) / 1e7);
          expectOneAnswer(index, truth, place);
        }
      },
    );
    fc.assert(property, { numRuns: 25 });
  });

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
});
