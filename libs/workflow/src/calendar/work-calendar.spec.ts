import { describe, expect, it } from '@jest/globals';
import { CHINA_HOLIDAYS } from './data/china-holidays.js';
import { chinaWorkCalendar, WorkCalendar } from './work-calendar.js';

const calendar = chinaWorkCalendar();
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const say = (moment: Date): string =>
  new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const due = (from: string, amount: number, unit: Parameters<typeof calendar.addWorkingTime>[2]) =>
  say(calendar.addWorkingTime(at(from), amount, unit).due);

describe('working hours (工作时)', () => {
  it.each([
    ['2026-11-20 16:00', 4, '2026-11-23 11:00', 'skip the weekend'],
    ['2026-11-20 14:00', 4, '2026-11-20 18:00', 'end at closing time, not next morning'],
    ['2026-11-20 09:00', 3, '2026-11-20 12:00', 'end at noon, not after lunch'],
    ['2026-11-20 11:30', 1, '2026-11-20 13:30', 'leave lunch out'],
    ['2026-11-20 03:00', 1, '2026-11-20 10:00', 'begin when the office opens'],
    ['2026-11-21 15:00', 8, '2026-11-23 18:00', 'begin on Monday after a Saturday'],
    ['2026-02-13 17:00', 2, '2026-02-14 10:00', 'go on on a working Saturday (调休)'],
    ['2026-02-14 17:00', 2, '2026-02-24 10:00', 'skip the whole Spring Festival'],
  ])('from %s, %d hours end at %s: they %s', (from, amount, expected) => {
    expect(due(from, amount, 'working_hours')).toBe(expected);
  });
});

describe('working days (工作日)', () => {
  it.each([
    ['2026-02-13 10:00', 1, '2026-02-14 10:00'],
    ['2026-02-13 10:00', 5, '2026-02-27 10:00'],
    ['2026-09-24 10:00', 5, '2026-10-09 10:00'],
    ['2026-04-30 10:00', 3, '2026-05-08 10:00'],
    ['2026-09-30 10:00', 1, '2026-10-08 10:00'],
    ['2026-10-09 10:00', 1, '2026-10-10 10:00'],
  ])('from %s, %d days end at %s', (from, amount, expected) => {
    expect(due(from, amount, 'working_days')).toBe(expected);
  });

  it('are counted from the next working moment and end at the same office moment', () => {
    expect(due('2026-11-20 18:00', 1, 'working_days')).toBe('2026-11-24 09:00');
    expect(due('2026-11-21 11:00', 1, 'working_days')).toBe('2026-11-24 09:00');
    expect(due('2026-11-23 08:00', 1, 'working_days')).toBe('2026-11-24 09:00');
    expect(due('2026-11-23 12:30', 1, 'working_days')).toBe('2026-11-24 13:00');
    expect(due('2026-11-20 17:59', 1, 'working_days')).toBe('2026-11-23 17:59');
  });
});

describe('natural hours (自然时)', () => {
  it('run through nights, weekends and holidays', () => {
    expect(due('2026-02-14 17:00', 24, 'natural_hours')).toBe('2026-02-15 17:00');
  });
});

describe('the calendar', () => {
  it('knows that 2023 to 2026 have 249, 251, 248 and 248 working days', () => {
    const count = (year: number): number => {
      let days = 0;
      for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
        if (calendar.isWorkingDay(new Date(day).toISOString().slice(0, 10))) days += 1;
      }
      return days;
    };
    expect([2023, 2024, 2025, 2026].map(count)).toEqual([249, 251, 248, 248]);
  });

  it('takes the China day of a moment, also when it is still yesterday in UTC', () => {
    expect(calendar.isWorkingDay(new Date('2026-11-22T16:30:00Z'))).toBe(true);
    expect(calendar.isWorkingDay(new Date('2026-11-22T15:30:00Z'))).toBe(false);
  });

  it('says that 2027 is not published, counts Monday to Friday, and never hides it', () => {
    const answer = calendar.addWorkingTime(at('2026-12-31 16:00'), 1, 'working_days');
    expect(say(answer.due)).toBe('2027-01-01 16:00');
    expect(answer.missingYears).toEqual([2027]);
    expect(answer.warnings[0]?.zh).toBe('2027 年的放假安排还没有公布，暂按周一至周五计算');
    expect(calendar.addWorkingTime(at('2026-12-30 16:00'), 1, 'working_days').warnings).toEqual([]);
  });

  it('treats a year that is listed without days as unpublished', () => {
    const withEmpty = new WorkCalendar([...CHINA_HOLIDAYS, { year: 2027, days: [] }]);
    expect(withEmpty.knowsYear(2027)).toBe(false);
  });

  it('changes its version with its data and with the office hours', () => {
    const shorter = { intervals: [{ from: '08:30', to: '17:30' }] };
    const versions = [
      calendar.version,
      new WorkCalendar(CHINA_HOLIDAYS, shorter).version,
      new WorkCalendar(CHINA_HOLIDAYS.slice(1)).version,
    ];
    expect(new Set(versions).size).toBe(3);
    expect(new WorkCalendar(CHINA_HOLIDAYS).version).toBe(calendar.version);
  });

  it('refuses hours that overlap or are no hours, and amounts that are no amounts', () => {
    const wrong = (intervals: { from: string; to: string }[]) => () =>
      new WorkCalendar(CHINA_HOLIDAYS, { intervals });
    expect(wrong([{ from: '12:00', to: '09:00' }])).toThrow(RangeError);
    expect(wrong([{ from: '9', to: '12:00' }])).toThrow(RangeError);
    expect(wrong([])).toThrow(RangeError);
    const add = (amount: number) => () =>
      calendar.addWorkingTime(at('2026-11-20 16:00'), amount, 'working_hours');
    expect(add(Number.NaN)).toThrow(RangeError);
    expect(add(-1)).toThrow(RangeError);
    expect(add(1e9)).toThrow(RangeError);
  });
});
