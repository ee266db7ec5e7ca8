import { describe, expect, it } from 'vitest';
import { type Matter } from './matter';
import zh from './messages/zh';
import { sentenceOf } from './sentence';

const MATTER: Matter = {
  number: '20260601-001-0001',
  title: '路灯不亮',
  description: '',
  state: 'reported',
  stateLabel: '已上报',
  category: null,
  place: null,
  location: null,
  reportedAt: '2026-06-01T01:00:00Z',
  expectedAt: null,
  closedAt: null,
  clock: null,
  held: false,
  declined: null,
  mergedInto: null,
  timeline: [],
  attachments: [],
  moves: [],
};

function said(changes: Partial<Matter>): string {
  const words: Record<string, unknown> = zh;
  return sentenceOf(
    { ...MATTER, ...changes },
    {
      t: (key, given = {}) =>
        Object.entries(given).reduce(
          (text, [name, value]) => text.replace(`{${name}}`, String(value)),
          String(words[key.replace('track.', '')]),
        ),
      at: () => '6月8日',
      by: () => '6月9日前',
      now: new Date('2026-06-02T00:00:00Z'),
    },
  );
}

const CLOSED = '2026-06-08T00:00:00Z';

describe('where a matter stands', () => {
  it('is said of a report that is checked, and of one that was not accepted, with the reason', () => {
    expect(said({ held: true })).toBe('已收到，正在核对，核对后开始办理。');
    expect(said({ declined: { reason: '是广告' }, closedAt: CLOSED })).toBe('未受理，理由：是广告');
    expect(said({ declined: { reason: null } })).toBe('未受理。');
  });

  it('calls settled only what was settled', () => {
    const ended = { closedAt: CLOSED };
    expect(said({ ...ended, state: 'closed', stateLabel: '已结案' })).toBe('已于 6月8日 办结');
    expect(said({ ...ended, state: 'refused', stateLabel: '不予受理' })).toBe('不予受理（6月8日）');
    expect(said({ ...ended, state: 'withdrawn', stateLabel: '已撤回' })).toBe('已撤回（6月8日）');
  });

  it('of a merged one is how the other stands', () => {
    const into = { number: '20260601-001-0009', stateLabel: '已派遣', expectedAt: null };
    const merged = { state: 'merged', closedAt: CLOSED };
    expect(said({ ...merged, mergedInto: { ...into, closedAt: null } })).toBe(
      '已并入 20260601-001-0009 一起办理，那一件现在：已派遣。',
    );
    expect(said({ ...merged, mergedInto: { ...into, expectedAt: CLOSED, closedAt: null } })).toBe(
      '已并入 20260601-001-0009 一起办理，那一件现在：已派遣，预计6月9日前答复。',
    );
    expect(
      said({ ...merged, mergedInto: { ...into, stateLabel: '已结案', closedAt: CLOSED } }),
    ).toBe('已并入 20260601-001-0009 一起办理，那一件已结案（6月8日）。');
  });

  it('names the expected time, or that it has passed', () => {
    expect(said({ expectedAt: CLOSED })).toBe('已上报，预计6月9日前答复。');
    expect(said({ expectedAt: '2026-06-01T02:00:00Z' })).toBe(
      '已上报，已超过预计时间，正在督促办理。',
    );
    expect(said({})).toBe('已上报');
  });
});
