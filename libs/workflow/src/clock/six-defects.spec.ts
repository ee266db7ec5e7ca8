import { describe, expect, it } from '@jest/globals';
import { chinaWorkCalendar } from '../calendar/work-calendar.js';
import { incidentSevenStage } from '../definitions/incident-seven-stage.js';
import { openProcess } from '../engine/engine.js';
import { PEOPLE, Walk } from '../../test/incident-walk.js';
import { escalateClock, startClock } from './clock.js';
import { applyClockEffects, type Clocks, nextLook } from './effects.js';
import { nextEscalation } from './escalation.js';

// The six defects read in a widely used municipal system (paging that starves, states left out, the unassigned skipped,
// clocks reset by edits, one failure ending the scan, no office hours). Paging and isolation of failures are proven on the database.
const calendar = chinaWorkCalendar();
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);

const reported = (): Clocks =>
  applyClockEffects(incidentSevenStage, {}, openProcess(incidentSevenStage).effects, {
    at: at('2026-03-02 09:00'),
    calendar,
  });

const ladderOf = (clock: string) =>
  incidentSevenStage.clocks.find(({ name }) => name === clock)?.escalation ?? [];

describe('the six defects, as far as they are pure', () => {
  it('1: gives the moment of the next look, so that due work is read in order of time and nothing hides behind older rows', () => {
    const look = nextLook(incidentSevenStage, reported(), { at: at('2026-03-02 09:00'), calendar });
    expect(look).toEqual({ clock: 'file', at: at('2026-03-02 13:12') });
  });

  it('1: has no next look where every ladder is climbed, so that such a row never fills a page', () => {
    const climbed = Object.fromEntries(
      Object.entries(reported()).map(([name, clock]) => [
        name,
        escalateClock(clock, 9, { at: at('2026-03-20 09:00'), calendar }),
      ]),
    );
    const now = at('2026-04-20 09:00');
    expect(nextLook(incidentSevenStage, climbed, { at: now, calendar })).toBeUndefined();
  });

  it('2: keeps an escalated case in the ladder until its last step', () => {
    let clock = reported()['file'];
    const levels: number[] = [];
    const now = at('2026-03-30 09:00');
    while (clock) {
      const next = nextEscalation(clock, ladderOf('file'), now, calendar);
      if (!next?.due) break;
      levels.push(next.step.level);
      clock = escalateClock(clock, next.step.level, { at: now, calendar });
    }
    expect(levels).toEqual([1, 2, 3]);
  });

  it('2: escalates in every open state of the process', () => {
    for (const state of incidentSevenStage.states.filter(({ group }) => group === 'open')) {
      const running = Object.entries(state.clocks ?? {}).filter(([, duty]) => duty === 'runs');
      const ladders = running.map(([clock]) => ladderOf(clock).length);
      expect([state.name, Math.max(0, ...ladders) > 0]).toEqual([state.name, true]);
    }
  });

  it('3: escalates the case that nobody was given', () => {
    const clock =
      reported()['dispatch'] ??
      startClock(
        'dispatch',
        { amount: 2, unit: 'working_hours' },
        {
          at: at('2026-03-02 09:00'),
          calendar,
        },
      );
    const next = nextEscalation(clock, ladderOf('dispatch'), at('2026-03-02 11:00'), calendar);
    expect(next).toMatchObject({ due: true, step: { audience: 'dispatchers' } });
  });

  it('4: is not moved by a comment, in whatever state', () => {
    const walk = new Walk(incidentSevenStage);
    let clocks = reported();
    const steps = [
      ['file', PEOPLE.desk],
      ['dispatch', PEOPLE.desk],
      ['accept', PEOPLE.handler],
      ['finish', PEOPLE.handler],
      ['verify', PEOPLE.inspector],
    ] as const;
    for (const [move, who] of steps) {
      const context = { at: walk.now, calendar, why: move };
      clocks = applyClockEffects(incidentSevenStage, clocks, walk.go(move, who).effects, context);
      const before = JSON.stringify(clocks);
      const comment = walk.go('comment', PEOPLE.reporter);
      clocks = applyClockEffects(incidentSevenStage, clocks, comment.effects, {
        at: walk.now,
        calendar,
      });
      expect(JSON.stringify(clocks)).toBe(before);
    }
  });

  it('4: is not reset by a reopening: what was used before closing stays used', () => {
    const [start, closed, reopened] = ['2026-03-02 09:00', '2026-03-03 18:00', '2026-03-10 09:00'];
    let clocks = reported();
    const carry = (move: string, when: string): void => {
      const effects = incidentSevenStage.moves.find(({ name }) => name === move)?.effects ?? [];
      clocks = applyClockEffects(incidentSevenStage, clocks, effects, { at: at(when), calendar });
    };
    carry('verify', closed);
    carry('reopen', reopened);
    const whole = clocks['whole'];
    expect(whole?.startedAt).toBe(at(start).toISOString());
    // Five days given, two used, the closed week left out: three days from the reopening.
    expect(whole?.dueAt).toBe(at('2026-03-13 09:00').toISOString());
  });

  it('6: counts office hours, weekends, holidays and working weekends, not milliseconds', () => {
    const context = { at: at('2026-02-14 16:00'), calendar };
    const clock = startClock('handle', { amount: 4, unit: 'working_hours' }, context);
    expect(clock.dueAt).toBe(at('2026-02-24 11:00').toISOString());
    const ladder = ladderOf('handle');
    expect(nextEscalation(clock, ladder, at('2026-02-20 12:00'), calendar)?.due).toBe(false);
  });
});
