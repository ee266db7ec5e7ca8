import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LimitUnit } from '../definition.js';
import { chinaWorkCalendar } from './work-calendar.js';

const calendar = chinaWorkCalendar();
const moment = fc.date({
  min: new Date('2018-06-01T00:00:00Z'),
  max: new Date('2028-06-01T00:00:00Z'),
  noInvalidDate: true,
});
const unit = fc.constantFrom<LimitUnit>('working_hours', 'working_days', 'natural_hours');
const minutes = fc.integer({ min: 1, max: 60 * 8 * 60 });
const whole = fc.integer({ min: 1, max: 60 });

const add = (from: Date, amount: number, by: LimitUnit): number =>
  calendar.addWorkingTime(from, amount, by).due.getTime();

describe('working time as arithmetic', () => {
  it('never ends earlier when it begins later', () => {
    fc.assert(
      fc.property(moment, moment, whole, unit, (a, b, amount, by) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(add(first, amount, by)).toBeLessThanOrEqual(add(second, amount, by));
      }),
    );
  });

  it('always ends later with a longer limit, and after its beginning', () => {
    fc.assert(
      fc.property(moment, whole, whole, unit, (from, amount, more, by) => {
        expect(add(from, amount, by)).toBeGreaterThan(from.getTime());
        expect(add(from, amount + more, by)).toBeGreaterThan(add(from, amount, by));
      }),
    );
  });

  it('is additive: a then b is a + b', () => {
    fc.assert(
      fc.property(moment, whole, whole, unit, (from, a, b, by) => {
        expect(add(new Date(add(from, a, by)), b, by)).toBe(add(from, a + b, by));
      }),
    );
  });

  it('is the inverse of counting working minutes', () => {
    fc.assert(
      fc.property(moment, minutes, (from, amount) => {
        const due = new Date(add(from, amount / 60, 'working_hours'));
        expect(calendar.workingMinutesBetween(from, due)).toBe(amount);
        expect(calendar.workingMinutesBetween(due, from)).toBe(-amount);
      }),
    );
  });

  it('ends inside office hours of a working day', () => {
    fc.assert(
      fc.property(moment, whole, (from, amount) => {
        const due = new Date(add(from, amount, 'working_days'));
        expect(calendar.isWorkingDay(due)).toBe(true);
        expect(calendar.nextWorkingMoment(due)).toEqual(due);
      }),
    );
  });

  it('agrees with walking minute by minute', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 2000 }), (from, span) => {
        const start = Math.floor(from.getTime() / 60_000) * 60_000;
        let worked = 0;
        for (let at = start; at < start + span * 60_000; at += 60_000) {
          const minute = (Math.floor(at / 60_000) + 480) % 1440;
          const open = (minute >= 540 && minute < 720) || (minute >= 780 && minute < 1080);
          if (open && calendar.isWorkingDay(new Date(at))) worked += 1;
        }
        const end = new Date(start + span * 60_000);
        expect(calendar.workingMinutesBetween(new Date(start), end)).toBe(worked);
      }),
      { numRuns: 30 },
    );
  });
});
