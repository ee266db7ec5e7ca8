import { describe, expect, it } from 'vitest';
import { agoWords, byWords, clockWords, distanceWords, dueWords } from './time';
import zh from './core-zh';

const t = (key: string, values: Record<string, unknown> = {}): string => {
  const found = key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], zh);
  return String(found).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
};
// Sunday 2026-11-22, 16:00 in the office.
const now = new Date('2026-11-22T08:00:00Z');
const in_ = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();

describe('times in words', () => {
  it('says the past relative within a day and absolute after', () => {
    expect(agoWords(in_(-0.005), now, 'zh', t)).toBe('刚刚');
    expect(agoWords(in_(-0.5), now, 'zh', t)).toBe('30 分钟前');
    expect(agoWords(in_(-23.9), now, 'zh', t)).toBe('23 小时前');
    expect(agoWords(in_(-24), now, 'zh', t)).toBe('11月21日 16:00');
    expect(agoWords('2025-12-31T16:30:00Z', now, 'zh', t)).toBe('1月1日 00:30');
    expect(agoWords('2025-06-01T04:00:00Z', now, 'zh', t)).toBe('2025年6月1日 12:00');
  });

  it('says a deadline by what is left, then the weekday, then the date', () => {
    expect(dueWords(in_(0.4), now, 'zh', t)).toBe('还剩 24 分钟');
    expect(dueWords(in_(3.2), now, 'zh', t)).toBe('还剩 3 小时');
    expect(dueWords(in_(98), now, 'zh', t)).toBe('周四 18:00 前');
    expect(dueWords(in_(24 * 9), now, 'zh', t)).toBe('12月1日 16:00 前');
  });

  it('says how late something is', () => {
    expect(dueWords(in_(-0.2), now, 'zh', t)).toBe('超期 12 分钟');
    expect(dueWords(in_(-5), now, 'zh', t)).toBe('超期 5 小时');
    expect(dueWords(in_(-50), now, 'zh', t)).toBe('超期 2 天');
  });

  it('promises a time inside a sentence by the office’s calendar day', () => {
    expect(byWords(in_(2), now, 'zh', t)).toBe('今天 18:00 前');
    expect(byWords(in_(8), now, 'zh', t)).toBe('明天 00:00 前');
    expect(byWords(in_(98), now, 'zh', t)).toBe('周四 18:00 前');
  });

  it('speaks of no deadline where a clock is paused or done', () => {
    expect(clockWords({ mark: 'paused', dueAt: in_(-5) }, now, 'zh', t)).toBe('计时暂停');
    expect(clockWords({ mark: 'overdue', dueAt: in_(-5) }, now, 'zh', t)).toBe('超期 5 小时');
  });

  it('rounds distances as one would say them', () => {
    expect(distanceWords(3, t)).toBe('10 米');
    expect(distanceWords(348, t)).toBe('350 米');
    expect(distanceWords(1240, t)).toBe('1.2 公里');
    expect(distanceWords(12_400, t)).toBe('12 公里');
  });
});
