import { describe, expect, it } from '@jest/globals';
import { PER_ADDRESS, PER_LOGIN, waitAfter } from './lockout.js';

describe('the wait after failed log-ins', () => {
  it('lets a person mistype four times', () => {
    expect([0, 1, 2, 3, 4].map((n) => waitAfter(n, PER_LOGIN))).toEqual([0, 0, 0, 0, 0]);
  });

  it('doubles from the fifth failure on', () => {
    expect([5, 6, 7, 8].map((n) => waitAfter(n, PER_LOGIN))).toEqual([30, 60, 120, 240]);
  });

  it('never grows beyond its limit', () => {
    expect(waitAfter(100_000, PER_LOGIN)).toBe(3_600);
    expect(waitAfter(100_000, PER_ADDRESS)).toBe(900);
  });
});
