import { stories } from './story.js';
import { demoMap } from './street-map.js';

describe('the 60 days of the demo', () => {
  const now = new Date('2026-11-20T08:00:00Z');
  const all = stories(demoMap(), now);

  it('tells nothing of the future and keeps every matter in order', () => {
    for (const story of all) {
      const times = [story.reportedAt, ...story.steps.map((s) => s.at)].map((d) => d.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
    }
  });

  it('leaves matters at every station', () => {
    const last = new Set(all.map((s) => s.steps.at(-1)?.move ?? 'reported'));
    for (const station of [
      'reported',
      'file',
      'dispatch',
      'accept',
      'start',
      'finish',
      'verify',
      'refuse',
      'solve_on_spot',
    ]) {
      expect(last).toContain(station);
    }
  });

  it('reaches into every grid', () => {
    expect(new Set(all.map((s) => s.gridCode)).size).toBe(30);
  });
});
