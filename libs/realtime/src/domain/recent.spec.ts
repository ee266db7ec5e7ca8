import { type Outgoing, Recent } from './recent.js';

// Only the position matters here.
const at = (seq: number): Outgoing =>
  ({ seq, row: {}, sent: {}, channels: [] }) as unknown as Outgoing;

describe('recent activities', () => {
  it('are given out after a position, or said to be gone', () => {
    const recent = new Recent(10, 100);
    for (let seq = 101; seq <= 219; seq += 2) recent.add(at(seq));
    expect(recent.covers(100)).toBe(false);
    const kept = recent.after(0);
    expect(kept.length).toBeGreaterThanOrEqual(10);
    expect(recent.covers(kept[0]!.seq - 2)).toBe(true);
    expect(recent.covers(kept[0]!.seq - 3)).toBe(false);
    expect(recent.after(216).map((r) => r.seq)).toEqual([217, 219]);
    expect(recent.after(217).map((r) => r.seq)).toEqual([219]);
    expect(recent.after(219)).toEqual([]);
  });
});
