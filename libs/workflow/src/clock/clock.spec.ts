import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chinaWorkCalendar } from '../calendar/work-calendar.js';
import { incidentSevenStage } from '../definitions/incident-seven-stage.js';
import type { Effect, Limit, LimitUnit } from '../definition.js';
import {
  bucket,
  changeLimit,
  type ClockState,
  continueClock,
  elapsed,
  escalateClock,
  isLate,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock.js';
import { applyClockEffects } from './effects.js';
import { nextEscalation } from './escalation.js';

const calendar = chinaWorkCalendar();
const HOUR = 3_600_000;
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const when = (text: string) => ({ at: at(text), calendar });
const iso = (text: string): string => at(text).toISOString();
const hours = (amount: number): Limit => ({ amount, unit: 'working_hours' });
const start = (text: string, limit: Limit = hours(4)): ClockState =>
  startClock('handle', limit, when(text));

describe('a clock', () => {
  it('starts with its due moment and remembers the calendar that gave it', () => {
    const clock = start('2026-11-20 16:00');
    expect(clock.dueAt).toBe(iso('2026-11-23 11:00'));
    expect(clock.calendarVersion).toBe(calendar.version);
    expect(clock.ticks).toHaveLength(1);
  });

  it('is on time, approaching with a fifth left, overdue, paused, done', () => {
    const clock = start('2026-11-23 09:00', hours(5));
    expect(bucket(clock, at('2026-11-23 13:59'))).toBe('on_time');
    expect(bucket(clock, at('2026-11-23 14:00'))).toBe('approaching');
    expect(bucket(clock, at('2026-11-23 15:00'))).toBe('approaching');
    expect(bucket(clock, at('2026-11-23 15:01'))).toBe('overdue');
    expect(bucket(pauseClock(clock, when('2026-11-23 10:00')), at('2026-12-01 09:00'))).toBe(
      'paused',
    );
    expect(bucket(stopClock(clock, when('2026-11-23 10:00')), at('2026-12-01 09:00'))).toBe('done');
  });

  it('moves its due moment by the paused working time, not by the night between', () => {
    const paused = pauseClock(start('2026-11-23 09:00'), when('2026-11-23 17:00'));
    expect(resumeClock(paused, when('2026-11-24 10:00')).dueAt).toBe(iso('2026-11-23 16:00'));
    const early = pauseClock(start('2026-11-23 09:00'), when('2026-11-23 11:00'));
    expect(resumeClock(early, when('2026-11-24 10:00')).dueAt).toBe(iso('2026-11-24 12:00'));
  });

  it('loses nothing in a pause over a weekend', () => {
    const paused = pauseClock(start('2026-11-20 16:00'), when('2026-11-20 18:00'));
    expect(resumeClock(paused, when('2026-11-23 09:00')).dueAt).toBe(iso('2026-11-23 11:00'));
  });

  it('moves a clock of natural hours by every hour of the pause', () => {
    const clock = start('2026-11-20 16:00', { amount: 24, unit: 'natural_hours' });
    const paused = pauseClock(clock, when('2026-11-20 18:00'));
    expect(resumeClock(paused, when('2026-11-23 18:00')).dueAt).toBe(iso('2026-11-24 16:00'));
  });

  it('stays overdue through a pause', () => {
    const late = pauseClock(start('2026-11-23 09:00'), when('2026-11-23 17:00'));
    expect(isLate(late, at('2026-11-23 17:30'))).toBe(true);
    const back = resumeClock(late, when('2026-11-25 17:00'));
    const { remainingMs } = elapsed(back, at('2026-11-25 17:00'), calendar);
    expect(remainingMs).toBe(-3 * HOUR);
  });

  it('changes nothing when a deed does not apply', () => {
    const clock = start('2026-11-23 09:00');
    const stopped = stopClock(clock, when('2026-11-23 10:00'));
    expect(resumeClock(clock, when('2026-11-23 10:00'))).toBe(clock);
    expect(continueClock(clock, when('2026-11-23 10:00'))).toBe(clock);
    expect(stopClock(stopped, when('2026-11-23 11:00'))).toBe(stopped);
    expect(pauseClock(stopped, when('2026-11-23 11:00'))).toBe(stopped);
    expect(changeLimit(stopped, hours(9), when('2026-11-23 11:00'))).toBe(stopped);
  });

  it('tells the truth after a false "done": the due moment stays, the check is counted', () => {
    const clock = start('2026-11-23 09:00', hours(8));
    const done = stopClock(clock, when('2026-11-23 15:00'));
    expect(bucket(done, at('2026-11-24 15:00'))).toBe('done');
    const again = continueClock(done, when('2026-11-24 15:00'));
    expect([again.startedAt, again.dueAt]).toEqual([clock.startedAt, clock.dueAt]);
    expect(bucket(again, at('2026-11-24 15:00'))).toBe('overdue');
  });

  it('can leave the check out where the definition says so, with the time before still counted', () => {
    const done = stopClock(start('2026-11-23 09:00', hours(8)), when('2026-11-23 15:00'));
    const again = continueClock(done, when('2026-11-24 15:00'), false);
    expect(elapsed(again, at('2026-11-24 15:00'), calendar).spentMs).toBe(5 * HOUR);
    expect(again.dueAt).toBe(iso('2026-11-24 18:00'));
  });

  it('keeps its start and its pauses when the limit changes', () => {
    const paused = pauseClock(start('2026-11-23 09:00'), when('2026-11-23 10:00'));
    const going = resumeClock(paused, when('2026-11-23 12:00'));
    const changed = changeLimit(
      going,
      { amount: 2, unit: 'working_days' },
      when('2026-11-23 14:00'),
    );
    expect(changed.dueAt).toBe(iso('2026-11-25 11:00'));
    expect(changed.ticks.at(-1)?.what).toBe('due_changed');
  });

  it('counts the check after a false "done" also when the limit changes afterwards', () => {
    const done = stopClock(start('2026-11-23 09:00'), when('2026-11-23 10:00'));
    const again = continueClock(done, when('2026-11-23 12:00'), true);
    expect(changeLimit(again, hours(5), when('2026-11-23 14:00')).dueAt).toBe(
      iso('2026-11-23 15:00'),
    );
    const leftOut = continueClock(done, when('2026-11-23 12:00'), false);
    expect(changeLimit(leftOut, hours(5), when('2026-11-23 14:00')).dueAt).toBe(
      iso('2026-11-23 17:00'),
    );
  });

  it('leaves a pause out that ends because the matter ends', () => {
    const paused = pauseClock(start('2026-11-23 09:00'), when('2026-11-23 10:00'));
    const ended = stopClock(paused, when('2026-11-25 10:00'));
    expect(elapsed(ended, at('2026-11-30 10:00'), calendar).spentMs).toBe(HOUR);
    expect([ended.pausedAt, isLate(ended, at('2026-11-30 10:00'))]).toEqual([undefined, false]);
  });

  it('keeps the ticks of its earlier run when it begins anew', () => {
    const first = stopClock(start('2026-11-23 09:00'), when('2026-11-23 10:00'));
    const second = startClock('handle', hours(4), when('2026-11-24 09:00'), first);
    expect(second.ticks.map(({ what }) => what)).toEqual(['started', 'stopped', 'started']);
    expect([second.stoppedAt, second.level]).toEqual([undefined, 0]);
  });

  it('says that a deadline leans on a year whose holidays nobody knows yet', () => {
    expect(start('2026-12-31 16:00', { amount: 3, unit: 'working_days' }).missingYears).toEqual([
      2027,
    ]);
  });

  it('only rises in levels', () => {
    const clock = escalateClock(start('2026-11-23 09:00'), 2, when('2026-11-23 15:00'));
    expect(escalateClock(clock, 1, when('2026-11-23 16:00'))).toBe(clock);
    expect(escalateClock(clock, 2, when('2026-11-23 16:00'))).toBe(clock);
  });
});

describe('escalation', () => {
  const ladder = incidentSevenStage.clocks.find(({ name }) => name === 'handle')?.escalation ?? [];

  it('comes at four fifths, when due, and one working day after', () => {
    let clock = start('2026-11-23 09:00', hours(5));
    const moments: string[] = [];
    for (const step of ladder) {
      const next = nextEscalation(clock, ladder, at('2026-11-23 09:00'), calendar);
      moments.push(next?.at.toISOString() ?? '');
      clock = escalateClock(clock, step.level, when('2026-11-23 09:00'));
    }
    expect(moments).toEqual([
      iso('2026-11-23 14:00'),
      iso('2026-11-23 15:00'),
      iso('2026-11-24 15:00'),
    ]);
  });

  it('waits while the clock is paused and moves with the due moment', () => {
    const clock = start('2026-11-23 09:00', hours(5));
    const paused = pauseClock(clock, when('2026-11-23 10:00'));
    expect(nextEscalation(paused, ladder, at('2026-12-23 10:00'), calendar)).toBeUndefined();
    const back = resumeClock(paused, when('2026-11-23 12:00'));
    expect(nextEscalation(back, ladder, at('2026-11-23 12:00'), calendar)?.at).toEqual(
      at('2026-11-23 16:00'),
    );
  });
});

describe('clock effects of a process', () => {
  const clock = (name: string, deed: string): Effect =>
    JSON.parse(JSON.stringify({ kind: 'clock', clock: name, do: deed }));
  const run = (effects: Effect[], text: string, before = {}, limits = {}) =>
    applyClockEffects(incidentSevenStage, before, effects, { ...when(text), limits });

  it('take the limit of the case standard, and the fallback where it has none', () => {
    const own = run([clock('handle', 'start')], '2026-11-23 09:00', {}, { handleLimit: hours(2) });
    expect(own['handle']?.dueAt).toBe(iso('2026-11-23 11:00'));
    const fallback = run([clock('handle', 'start')], '2026-11-23 09:00');
    expect(fallback['handle']?.limit).toEqual({ amount: 3, unit: 'working_days' });
  });

  it('pause and resume all running clocks at once, and leave stopped ones stopped', () => {
    const both = run([clock('whole', 'start'), clock('handle', 'start')], '2026-11-23 09:00');
    const one = run([clock('handle', 'stop')], '2026-11-23 10:00', both);
    const held = run([clock('*', 'pause')], '2026-11-23 11:00', one);
    expect([held['whole']?.pausedAt, held['handle']?.pausedAt]).toEqual([
      iso('2026-11-23 11:00'),
      undefined,
    ]);
    const on = run([clock('*', 'resume')], '2026-11-23 12:00', held);
    expect(Object.keys(on)).toEqual(['whole', 'handle']);
    expect(on['whole']?.dueAt).toBe(iso('2026-11-30 10:00'));
  });

  it('look the limit up again once the category is known', () => {
    const before = run([clock('whole', 'start')], '2026-11-23 09:00');
    const limits = { closeLimit: hours(4) };
    const after = run([clock('whole', 'relimit')], '2026-11-23 10:00', before, limits);
    expect(after['whole']?.dueAt).toBe(iso('2026-11-23 14:00'));
  });
});

describe('pauses as arithmetic', () => {
  const moment = fc.date({
    min: new Date('2019-01-01T00:00:00Z'),
    max: new Date('2026-10-01T00:00:00Z'),
    noInvalidDate: true,
  });
  const unit = fc.constantFrom<LimitUnit>('working_hours', 'working_days', 'natural_hours');
  const minutes = fc.integer({ min: 0, max: 20_000 });

  it('keep the remaining time through any number of pauses', () => {
    const pauses = fc.array(fc.tuple(minutes, minutes), { maxLength: 5 });
    fc.assert(
      fc.property(
        moment,
        unit,
        fc.integer({ min: 1, max: 30 }),
        pauses,
        (from, by, amount, list) => {
          let clock = startClock('handle', { amount, unit: by }, { at: from, calendar });
          let now = from.getTime();
          for (const [run, hold] of list) {
            now += run * 60_000;
            const before = elapsed(clock, new Date(now), calendar).remainingMs;
            clock = pauseClock(clock, { at: new Date(now), calendar });
            now += hold * 60_000;
            expect(elapsed(clock, new Date(now), calendar).remainingMs).toBe(before);
            clock = resumeClock(clock, { at: new Date(now), calendar });
            expect(elapsed(clock, new Date(now), calendar).remainingMs).toBe(before);
          }
        },
      ),
    );
  });

  it('colour a board by two stored moments exactly as the calendar would', () => {
    fc.assert(
      fc.property(
        moment,
        unit,
        fc.integer({ min: 1, max: 30 }),
        minutes,
        (from, by, amount, after) => {
          const clock = startClock('handle', { amount, unit: by }, { at: from, calendar });
          const now = new Date(from.getTime() + after * 60_000);
          const { ratio } = elapsed(clock, now, calendar);
          const colour = bucket(clock, now);
          if (ratio < 0.8) expect(colour).toBe('on_time');
          if (ratio > 0.8 && ratio < 1) expect(colour).toBe('approaching');
          if (ratio > 1) expect(colour).toBe('overdue');
        },
      ),
    );
  });

  it('survive storage as JSON', () => {
    fc.assert(
      fc.property(moment, unit, (from, by) => {
        const clock = startClock('handle', { amount: 3, unit: by }, { at: from, calendar });
        expect(JSON.parse(JSON.stringify(clock))).toEqual(clock);
      }),
    );
  });
});
