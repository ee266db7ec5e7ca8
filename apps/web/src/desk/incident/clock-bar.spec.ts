import { describe, expect, it } from 'vitest';
import { clockBar, pausesOf, touches } from './clock-bar';

describe('the bar of a clock', () => {
  it('is as long as the limit while the matter is in time', () => {
    expect(clockBar(0.25)).toEqual({ used: 0.25, late: 0, due: 1 });
  });

  it('shows what lies beyond the limit as late', () => {
    expect(clockBar(2)).toEqual({ used: 0.5, late: 0.5, due: 0.5 });
  });
});

describe('the pauses of a matter', () => {
  const path = [
    { state: 'reported', at: '2026-11-20T01:00:00Z' },
    { state: 'waiting_reporter', at: '2026-11-20T02:00:00Z' },
    { state: 'reported', at: '2026-11-20T05:00:00Z' },
    { state: 'waiting_reporter', at: '2026-11-21T02:00:00Z' },
  ];
  const pauses = pausesOf(path, new Set(['waiting_reporter']));

  it('are the times it waited, the last one still open', () => {
    expect(pauses).toEqual([
      { from: '2026-11-20T02:00:00Z', to: '2026-11-20T05:00:00Z' },
      { from: '2026-11-21T02:00:00Z', to: null },
    ]);
  });

  it('belong to a clock only while that clock ran', () => {
    const clock = { startedAt: '2026-11-20T01:00:00Z', stoppedAt: '2026-11-20T06:00:00Z' };
    expect(pauses.map((pause) => touches(pause, clock))).toEqual([true, false]);
  });
});
