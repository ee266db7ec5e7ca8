import type { ProcessDefinition } from '../src/definition.js';
import { applyMove, openProcess } from '../src/engine/engine.js';
import type { ActorFacts, MoveInput, MoveOutcome, PastMove, Refusal } from '../src/engine/facts.js';

export const actor = (
  personId: string | undefined,
  verbs: readonly string[] = [],
  relations: ActorFacts['relations'] = [],
): ActorFacts => ({ ...(personId === undefined ? {} : { personId }), verbs, relations });

export const PEOPLE = {
  reporter: actor('reporter', [], ['reporter']),
  guest: actor(undefined, [], ['reporter']),
  stranger: actor('stranger'),
  desk: actor('desk', ['incident.file', 'incident.dispatch']),
  handler: actor('handler', ['incident.handle'], ['assignee']),
  otherUnit: actor('otherUnit', ['incident.handle']),
  worker: actor('worker', ['incident.solve_on_spot', 'incident.handle'], []),
  inspector: actor('inspector', ['incident.verify']),
  arbiter: actor('arbiter', ['incident.designate']),
  system: actor(undefined, [], ['system']),
} as const;

/** Enough of every need, so that a test names only what it is about. */
export const EVERYTHING: MoveInput = {
  note: '已看过现场',
  reason: '不属于本单位',
  evidence: ['photo-1'],
  assignee: { unitId: 'unit-1' },
  category: 'litter',
  duplicateOf: 'incident-9',
};

/** An incident on its way through a definition, one hour per move. */
export class Walk {
  state: string;
  readonly history: PastMove[] = [];
  now: Date;

  constructor(
    private readonly definition: ProcessDefinition,
    now = new Date('2026-03-02T09:00:00+08:00'),
  ) {
    this.state = openProcess(definition).state;
    this.now = now;
  }

  try(move: string, who: ActorFacts, input: MoveInput = EVERYTHING): MoveOutcome {
    const facts = { now: this.now, history: this.history, subjectId: 'incident-1' };
    return applyMove(this.definition, { state: this.state, facts }, move, { actor: who, input });
  }

  refusals(move: string, who: ActorFacts, input: MoveInput = EVERYTHING): readonly Refusal[] {
    const outcome = this.try(move, who, input);
    return outcome.ok ? [] : outcome.refusals;
  }

  codes(move: string, who: ActorFacts, input: MoveInput = EVERYTHING): string[] {
    return this.refusals(move, who, input).map((refusal) => refusal.code);
  }

  go(move: string, who: ActorFacts, input: MoveInput = EVERYTHING): MoveOutcome & { ok: true } {
    const outcome = this.try(move, who, input);
    if (!outcome.ok) throw new Error(`${move}: ${outcome.refusals.map((r) => r.code).join()}`);
    this.history.push({
      move,
      from: outcome.from,
      to: outcome.to,
      at: this.now,
      ...(who.personId === undefined ? {} : { by: who.personId }),
    });
    this.state = outcome.to;
    this.now = new Date(this.now.getTime() + 3_600_000);
    return outcome;
  }
}
