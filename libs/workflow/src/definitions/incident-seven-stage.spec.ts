import { describe, expect, it } from '@jest/globals';
import { openMoves } from '../engine/engine.js';
import { EVERYTHING, PEOPLE, Walk } from '../../test/incident-walk.js';
import { incidentSevenStage } from './incident-seven-stage.js';

const { desk, handler, inspector, reporter, arbiter, worker, system, stranger, guest } = PEOPLE;

const dispatched = (): Walk => {
  const walk = new Walk(incidentSevenStage);
  walk.go('file', desk);
  walk.go('dispatch', desk);
  return walk;
};

const handled = (): Walk => {
  const walk = dispatched();
  walk.go('accept', handler);
  walk.go('finish', handler);
  return walk;
};

const closed = (): Walk => {
  const walk = handled();
  walk.go('verify', inspector);
  return walk;
};

const handBack = (walk: Walk): void => {
  walk.go('dispatch', desk);
  walk.go('hand_back', handler);
};

describe('the seven-stage incident process', () => {
  it('carries a report from reported to closed through five hands', () => {
    const walk = new Walk(incidentSevenStage);
    const seen = [walk.state];
    const steps = [
      ['file', desk],
      ['dispatch', desk],
      ['accept', handler],
      ['start', handler],
      ['finish', handler],
      ['verify', inspector],
    ] as const;
    for (const [move, who] of steps) seen.push(walk.go(move, who).to);
    expect(seen).toEqual([
      'reported',
      'filed',
      'dispatched',
      'accepted',
      'handling',
      'handled',
      'closed',
    ]);
  });

  it('is plain JSON, so that it can be stored and versioned', () => {
    expect(JSON.parse(JSON.stringify(incidentSevenStage))).toEqual(incidentSevenStage);
  });

  it('does not let the dispatcher handle what he dispatched', () => {
    const walk = dispatched();
    const both = { ...handler, personId: 'desk' };
    expect(walk.codes('accept', both)).toEqual(['separation_of_duties']);
  });

  it('does not let the handler verify her own work, whatever rights she holds', () => {
    const walk = handled();
    const handlerWithAllRights = { ...inspector, personId: 'handler' };
    expect(walk.codes('verify', handlerWithAllRights)).toEqual(['separation_of_duties']);
    expect(walk.codes('rework', handlerWithAllRights)).toEqual(['separation_of_duties']);
  });

  it('does not let the dispatcher verify', () => {
    expect(handled().codes('verify', { ...inspector, personId: 'desk' })).toEqual([
      'separation_of_duties',
    ]);
  });

  it('does not let a dispatcher give the work to himself', () => {
    const walk = new Walk(incidentSevenStage);
    walk.go('file', desk);
    const input = { ...EVERYTHING, assignee: { personId: 'desk' } };
    expect(walk.codes('dispatch', desk, input)).toEqual(['assignee_is_actor']);
  });

  it('asks for a note and a photo before work counts as finished', () => {
    const walk = dispatched();
    walk.go('accept', handler);
    const refusals = walk.refusals('finish', handler, { note: ' ', evidence: [] });
    expect(refusals.map((refusal) => refusal.details['need'])).toEqual(['note', 'evidence']);
    expect(refusals[1]?.words.zh).toBe('至少要 1 张照片，现在 0 张');
  });

  it('refuses silence: a hand-back and a refusal need a reason', () => {
    expect(dispatched().codes('hand_back', handler, {})).toEqual(['need_missing']);
    expect(new Walk(incidentSevenStage).codes('refuse', desk, {})).toEqual(['need_missing']);
  });

  it('keeps another unit from accepting, finishing or handing back', () => {
    const walk = dispatched();
    expect(walk.codes('accept', PEOPLE.otherUnit)).toEqual(['not_permitted']);
    expect(walk.codes('hand_back', PEOPLE.otherUnit)).toEqual(['not_permitted']);
  });

  it('ends the ping-pong: two hand-backs, then only the arbiter designates and nothing returns', () => {
    const walk = new Walk(incidentSevenStage);
    walk.go('file', desk);
    expect(walk.codes('designate', arbiter)).toEqual(['count_not_reached']);
    handBack(walk);
    handBack(walk);
    expect(walk.codes('dispatch', desk)).toEqual(['count_reached']);
    expect(walk.codes('designate', desk)).toEqual(['not_permitted']);
    walk.go('designate', arbiter);
    expect(walk.codes('hand_back', handler)).toEqual(['count_reached', 'count_reached']);
    expect(walk.try('accept', handler).ok).toBe(true);
  });

  it('counts a solution on the spot as an ending of its own', () => {
    const walk = new Walk(incidentSevenStage);
    const outcome = walk.go('solve_on_spot', worker);
    expect([outcome.to, outcome.ending]).toEqual(['closed', 'solvedOnSpot']);
    expect(closed().history).toHaveLength(5);
  });

  it('waits for the reporter and returns to where it stood, by answer or by itself', () => {
    for (const [move, who] of [
      ['answer', guest],
      ['resume', system],
    ] as const) {
      const walk = dispatched();
      walk.go('accept', handler);
      walk.go('start', handler);
      walk.go('ask_reporter', handler);
      walk.go('comment', reporter);
      expect(walk.state).toBe('waiting_reporter');
      expect(walk.go(move, who).to).toBe('handling');
    }
  });

  it('sends a false "done" back to the unit with its clock going on', () => {
    const outcome = handled().go('rework', inspector);
    expect(outcome.to).toBe('handling');
    expect(outcome.effects).toContainEqual({
      kind: 'clock',
      clock: 'handle',
      do: 'continue',
      countGap: true,
    });
  });

  it('lets the reporter reopen until the end of the fifteenth day after closing', () => {
    const walk = closed();
    walk.now = new Date('2026-03-17T23:59:59+08:00');
    expect(walk.try('reopen', reporter).ok).toBe(true);
    walk.now = new Date('2026-03-18T00:00:00+08:00');
    expect(walk.codes('reopen', reporter)).toEqual(['window_over']);
    expect(walk.codes('reopen', stranger)).toEqual(['not_permitted', 'window_over']);
  });

  it('does not reopen for longer because somebody talks after the closing', () => {
    const walk = closed();
    walk.now = new Date('2026-03-16T10:00:00+08:00');
    walk.go('comment', reporter);
    walk.now = new Date('2026-03-18T00:00:00+08:00');
    expect(walk.codes('reopen', reporter)).toEqual(['window_over']);
  });

  it('counts hand-backs anew after a reopening', () => {
    const walk = new Walk(incidentSevenStage);
    walk.go('file', desk);
    handBack(walk);
    handBack(walk);
    walk.go('solve_on_spot', worker);
    walk.go('reopen', reporter);
    expect(walk.try('dispatch', desk).ok).toBe(true);
  });

  it('lets the reporter withdraw only while it is still reported', () => {
    expect(new Walk(incidentSevenStage).go('withdraw', guest).ending).toBe('withdrawn');
    expect(dispatched().codes('withdraw', reporter)).toEqual(['wrong_state']);
  });

  it('merges a duplicate, but never into itself', () => {
    const walk = new Walk(incidentSevenStage);
    expect(walk.codes('merge', desk, { duplicateOf: 'incident-1' })).toEqual([
      'duplicate_of_itself',
    ]);
    expect(walk.go('merge', desk).to).toBe('merged');
  });

  it('lets people talk in every state without touching a clock or the state', () => {
    for (const walk of [new Walk(incidentSevenStage), dispatched(), handled(), closed()]) {
      const before = walk.state;
      const outcome = walk.go('comment', reporter);
      expect(outcome.to).toBe(before);
      expect(outcome.effects.filter((effect) => effect.kind === 'clock')).toEqual([]);
    }
  });

  it('takes back a dispatch that nobody has accepted', () => {
    const walk = dispatched();
    expect(walk.go('recall', desk).to).toBe('filed');
    expect(walk.try('dispatch', desk).ok).toBe(true);
  });
});

describe('which moves are open', () => {
  it('says what is open, what it needs, and why the rest is not, in plain words', () => {
    const walk = handled();
    const facts = { now: walk.now, history: walk.history };
    const moves = openMoves(
      incidentSevenStage,
      { state: 'handled', facts },
      {
        ...inspector,
        personId: 'desk',
      },
    );
    const verify = moves.find((move) => move.move === 'verify');
    expect(moves.filter((move) => move.open).map((move) => move.move)).toEqual([]);
    expect(verify?.why[0]?.words.zh).toBe('这件事是您派遣的，「核查结案」要由别人来做');
  });

  it('opens to an inspector exactly the check', () => {
    const walk = handled();
    const facts = { now: walk.now, history: walk.history };
    const open = openMoves(incidentSevenStage, { state: 'handled', facts }, inspector)
      .filter((move) => move.open)
      .map((move) => [move.move, move.to]);
    expect(open).toEqual([
      ['verify', 'closed'],
      ['rework', 'handling'],
    ]);
  });

  it('refuses an unknown state or move instead of failing', () => {
    const walk = new Walk(incidentSevenStage);
    expect(walk.codes('__proto__', desk)).toEqual(['unknown_move']);
    walk.state = 'constructor';
    expect(walk.codes('file', desk)).toEqual(['unknown_state']);
  });
});
