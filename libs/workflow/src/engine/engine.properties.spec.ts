import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actor, EVERYTHING, Walk } from '../../test/incident-walk.js';
import { chinaWorkCalendar } from '../calendar/work-calendar.js';
import { applyClockEffects, type Clocks } from '../clock/effects.js';
import { incidentSevenStage } from '../definitions/incident-seven-stage.js';
import type { ActorFacts } from './facts.js';
import { openMoves, openProcess } from './engine.js';

const calendar = chinaWorkCalendar();
const verbs = [
  ...new Set(incidentSevenStage.moves.flatMap(({ by }) => by.map(({ verb }) => verb ?? ''))),
];
const names = incidentSevenStage.states.map(({ name }) => name);
const terminal = incidentSevenStage.states
  .filter((state) => state.terminal)
  .map(({ name }) => name);

/** Somebody who may do everything; which person it is still matters for the separation of duties. */
const almighty = (person: string): ActorFacts =>
  actor(person, verbs, ['reporter', 'assignee', 'unit_member', 'system']);

const step = fc.record({
  pick: fc.nat(),
  person: fc.constantFrom('a', 'b', 'c', 'd'),
});
const journey = fc.array(step, { maxLength: 60 });

function wander(steps: readonly { pick: number; person: string }[]): {
  walk: Walk;
  clocks: Clocks;
} {
  const walk = new Walk(incidentSevenStage);
  const opening = openProcess(incidentSevenStage).effects;
  let clocks = applyClockEffects(incidentSevenStage, {}, opening, { at: walk.now, calendar });
  for (const { pick, person } of steps) {
    const facts = { now: walk.now, history: walk.history };
    const open = openMoves(
      incidentSevenStage,
      { state: walk.state, facts },
      almighty(person),
    ).filter((move) => move.open);
    const chosen = open[pick % open.length];
    if (!chosen) continue;
    const at = walk.now;
    const { effects } = walk.go(chosen.move, almighty(person), EVERYTHING);
    clocks = applyClockEffects(incidentSevenStage, clocks, effects, { at, calendar });
  }
  return { walk, clocks };
}

const state = (history: Walk['history']): string => history.at(-1)?.to ?? 'reported';

/** Every way on by one move that changes the state, made by somebody new or by somebody who was here before. */
function waysOn(walk: Walk, history: Walk['history']): Walk['history'][] {
  const from = state(history);
  const facts = { now: walk.now, history };
  return ['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((by) =>
    openMoves(incidentSevenStage, { state: from, facts }, almighty(by))
      .filter((move) => move.open && move.to !== from)
      .map(({ move, to = from }) => [...history, { move, from, to, by, at: walk.now }]),
  );
}

/** Looks for any way to an ending, at most twelve moves on; the same step is not looked at twice. */
function canEnd(walk: Walk): boolean {
  let paths = [[...walk.history]];
  const seen = new Set<string>();
  const isNew = (history: Walk['history']): boolean => {
    const last = history.at(-1);
    const key = `${last?.from ?? ''} ${last?.move ?? ''} ${last?.by ?? ''}`;
    return !seen.has(key) && seen.add(key).size > 0;
  };
  for (let depth = 0; depth < 12; depth += 1) {
    if (paths.some((history) => terminal.includes(state(history)))) return true;
    paths = paths.flatMap((history) => waysOn(walk, history)).filter(isNew);
  }
  return false;
}

describe('the engine on the shipped process, wherever people wander', () => {
  it('never leaves the declared states', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        const { walk } = wander(steps);
        expect(names).toContain(walk.state);
        for (const past of walk.history) expect(names).toContain(past.to);
      }),
    );
  });

  it('agrees with itself: a move that is said to be open can be made, any other is refused with a reason', () => {
    fc.assert(
      fc.property(journey, fc.constantFrom('a', 'b'), (steps, person) => {
        const { walk } = wander(steps);
        const facts = { now: walk.now, history: walk.history };
        const standing = { state: walk.state, facts };
        for (const move of openMoves(incidentSevenStage, standing, almighty(person))) {
          const outcome = walk.try(move.move, almighty(person));
          expect(outcome.ok).toBe(move.open);
          if (outcome.ok) expect(outcome.to).toBe(move.to);
          else expect(outcome.refusals).toEqual(move.why);
        }
      }),
    );
  });

  it('can always still come to an ending', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        expect(canEnd(wander(steps).walk)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('never lets one person dispatch, handle and verify the same matter', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        const { history } = wander(steps).walk;
        const did = (...moves: string[]): Set<string | undefined> =>
          new Set(history.filter(({ move }) => moves.includes(move)).map(({ by }) => by));
        const verified = did('verify', 'rework');
        for (const person of history.filter(({ move }) => move === 'verify').map(({ by }) => by)) {
          const at = history.findIndex(({ move, by }) => move === 'verify' && by === person);
          const before = history.slice(0, at);
          const own = before.some(
            ({ move, by }) =>
              by === person &&
              ['dispatch', 'designate', 'accept', 'start', 'finish'].includes(move),
          );
          expect(own).toBe(false);
        }
        expect(verified.has(undefined)).toBe(false);
      }),
    );
  });

  it('never has more than two hand-backs, nor any after a designation, between two openings', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        let returned = 0;
        let designated = false;
        for (const { move } of wander(steps).walk.history) {
          if (move === 'reopen') [returned, designated] = [0, false];
          if (move === 'designate') designated = true;
          if (move !== 'hand_back') continue;
          returned += 1;
          expect(designated).toBe(false);
        }
        expect(returned).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('leaves every clock as the state declares it, and none running at an ending', () => {
    fc.assert(
      fc.property(journey, (steps) => {
        const { walk, clocks } = wander(steps);
        const here = incidentSevenStage.states.find(({ name }) => name === walk.state);
        for (const [name, duty] of Object.entries(here?.clocks ?? {})) {
          expect([name, clocks[name]?.stoppedAt]).toEqual([name, undefined]);
          expect([name, clocks[name]?.pausedAt !== undefined]).toEqual([name, duty === 'pauses']);
        }
        if (!here?.terminal) return;
        for (const clock of Object.values(clocks)) expect(clock.stoppedAt).toBeDefined();
      }),
    );
  });
});
