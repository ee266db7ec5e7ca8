import { describe, expect, it } from '@jest/globals';
import { chinaWorkCalendar } from '../calendar/work-calendar.js';
import { incidentSevenStage } from '../definitions/incident-seven-stage.js';
import {
  continueClock,
  escalateClock,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock.js';
import { explainClock } from './explain.js';

const calendar = chinaWorkCalendar();
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const when = (text: string, why?: string) => ({ at: at(text), calendar, ...(why ? { why } : {}) });
const explain = (
  clock: Parameters<typeof explainClock>[0],
  now: string,
  lang: 'zh' | 'en' = 'zh',
) => explainClock(clock, { now: at(now), lang, calendar, definition: incidentSevenStage });

const fourHours = startClock(
  'handle',
  { amount: 4, unit: 'working_hours' },
  when('2026-11-20 16:00'),
);

describe('the explanation of a clock', () => {
  it('says limit, start, what was skipped, due and what is left', () => {
    expect(explain(fourHours, '2026-11-23 09:30')).toEqual([
      '处置时限 4 工作时，11月20日（周五）16:00 开始，跨过周末，11月23日（周一）11:00 到期。',
      '还剩 1 工作时 30 分钟。',
    ]);
    expect(explain(fourHours, '2026-11-23 09:30', 'en')).toEqual([
      'Handling, 4 working hours: begins Fri 20 Nov 16:00, skips the weekend, due Mon 23 Nov 11:00.',
      '1 working hour 30 min left.',
    ]);
  });

  it('names holidays and working weekends on the way', () => {
    const clock = startClock(
      'handle',
      { amount: 5, unit: 'working_days' },
      when('2026-02-13 10:00'),
    );
    expect(explain(clock, '2026-02-13 10:00')[0]).toBe(
      '处置时限 5 工作日，2月13日（周五）10:00 开始，跨过春节假期，其中 2月14日 调休上班，2月27日（周五）10:00 到期。',
    );
  });

  it('tells every pause with what it moved, and how it ended', () => {
    const paused = pauseClock(fourHours, when('2026-11-20 17:00', 'ask_reporter'));
    const back = resumeClock(paused, when('2026-11-23 10:00', 'answer'));
    const done = stopClock(back, when('2026-11-23 12:00', 'finish'));
    expect(explain(done, '2026-11-24 09:00').slice(1)).toEqual([
      '11月20日（周五）17:00 暂停（请报告人补充）。',
      '11月23日（周一）10:00 恢复（补充情况），停了 2 工作时，到期顺延到 11月23日（周一）14:00。',
      '11月23日（周一）12:00 停止计时（处置完成）。',
      '按时完成，用了 3 工作时。',
    ]);
  });

  it('tells a false "done" as it was', () => {
    const done = stopClock(fourHours, when('2026-11-23 10:00', 'finish'));
    const again = continueClock(done, when('2026-11-23 14:00', 'rework'));
    const raised = escalateClock(again, 2, when('2026-11-23 14:00'));
    expect(explain(raised, '2026-11-23 15:00').slice(2)).toEqual([
      '11月23日（周一）14:00 继续计时（返工），中间的时间照算，到期仍是 11月23日（周一）11:00。',
      '11月23日（周一）14:00 提醒升到第 2 级。',
      '已超期 3 工作时。',
    ]);
  });

  it('says when a year is not published', () => {
    const clock = startClock(
      'whole',
      { amount: 3, unit: 'working_days' },
      when('2026-12-30 10:00'),
    );
    expect(explain(clock, '2026-12-30 10:00').at(-1)).toBe(
      '2027 年的放假安排还没有公布，暂按周一至周五计算。',
    );
  });
});
