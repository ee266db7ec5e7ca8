import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sideOf as sideOfEdge } from './exact.js';

function sideOf(...numbers: number[]): number {
  const [px = NaN, py = NaN] = numbers.slice(4);
  return sideOfEdge(Float64Array.from(numbers.slice(0, 4)), 0, px, py);
}

describe('sideOf', () => {
  it('says left, right and on', () => {
    expect(sideOf(0, 0, 1, 0, 0.5, 1)).toBeGreaterThan(0);
    expect(sideOf(0, 0, 1, 0, 0.5, -1)).toBeLessThan(0);
    expect(sideOf(0, 0, 1, 0, 7, 0)).toBe(0);
  });

  it('is exact for small whole numbers scaled by any power of two', () => {
    const whole = fc.integer({ min: -(2 ** 20), max: 2 ** 20 });
    const property = fc.property(
      fc.tuple(whole, whole, whole, whole, whole, whole),
      fc.integer({ min: -1000, max: 900 }),
      ([ax, ay, bx, by, px, py], power) => {
        const truth = Math.sign((ax - px) * (by - py) - (ay - py) * (bx - px));
        const s = 2 ** power;
        expect(Math.sign(sideOf(ax * s, ay * s, bx * s, by * s, px * s, py * s)) + 0).toBe(
          truth + 0,
        );
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  });

  it('sees a difference of one unit in the last place, where rounding would not', () => {
    const up = 0.1 + 2 ** -55;
    for (const [x, y, sign] of [
      [up, 0.1, -1],
      [0.1, up, 1],
      [0.1, 0.1, 0],
    ] as const) {
      expect(Math.sign(sideOf(-1e9, -1e9, 1e9, 1e9, x, y))).toBe(sign);
    }
  });

  it('gives an edge and its reverse opposite answers', () => {
    const near = fc.double({ min: 113, max: 114, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const property = fc.property(fc.tuple(near, near, near, near, share), ([ax, ay, bx, by, t]) => {
      const [px, py] = [ax + t * (bx - ax), ay + t * (by - ay)];
      const forth = Math.sign(sideOf(ax, ay, bx, by, px, py));
      expect(Math.sign(sideOf(bx, by, ax, ay, px, py)) + forth).toBe(0);
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
