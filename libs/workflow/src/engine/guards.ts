import type { Guard, MoveDefinition, ProcessDefinition } from '../definition.js';
import type { ActorFacts, MoveInput, PastMove, Refusal, SubjectFacts } from './facts.js';
import { assigneeIsActor, countRefused, separation, windowOver } from './refusals.js';

const DAY = 86_400_000;
const CHINA_OFFSET = 8 * 3_600_000;

export interface GuardContext {
  readonly definition: ProcessDefinition;
  readonly move: MoveDefinition;
  readonly facts: SubjectFacts;
  readonly actor: ActorFacts;
  /** Absent while only asking what is open. */
  readonly input?: MoveInput;
}

/** The refusal that a guard gives, or nothing when it lets the move pass. */
export function checkGuard(guard: Guard, context: GuardContext): Refusal | undefined {
  switch (guard.kind) {
    case 'actor_did_not':
      return checkSeparation(guard.moves, context);
    case 'assignee_is_not_actor':
      return checkAssignee(context);
    case 'within_days_of':
      return checkWindow(guard, context);
    case 'count_below':
    case 'count_at_least':
      return checkCount(guard, context);
  }
}

function checkAssignee({ input, actor }: GuardContext): Refusal | undefined {
  const to = input?.assignee?.personId;
  return to !== undefined && to === actor.personId ? assigneeIsActor() : undefined;
}

function checkWindow(
  guard: Guard & { kind: 'within_days_of' },
  { definition, facts }: GuardContext,
): Refusal | undefined {
  const until = windowEnd(facts.history, guard.state, guard.days);
  const open = until !== undefined && facts.now < until;
  return open ? undefined : windowOver(definition, guard, until);
}

function checkCount(
  guard: Guard & { kind: 'count_below' | 'count_at_least' },
  { definition, facts }: GuardContext,
): Refusal | undefined {
  const count = countMoves(facts.history, guard.move, guard.since);
  const open = guard.kind === 'count_below' ? count < guard.count : count >= guard.count;
  return open ? undefined : countRefused(definition, guard, count);
}

function checkSeparation(moves: readonly string[], context: GuardContext): Refusal | undefined {
  const me = context.actor.personId;
  if (me === undefined) return undefined;
  const done = context.facts.history.find((past) => past.by === me && moves.includes(past.move));
  return done ? separation(context.definition, context.move, done.move) : undefined;
}

/** How often a move was made, counted from the last `since` on. */
export function countMoves(history: readonly PastMove[], move: string, since?: string): number {
  let count = 0;
  for (const past of history) {
    if (past.move === since) count = 0;
    if (past.move === move) count += 1;
  }
  return count;
}

/** 民法典 201: the day itself is not counted, the last day runs to midnight (China time). */
function windowEnd(history: readonly PastMove[], state: string, days: number): Date | undefined {
  const entered = history.findLast((past) => past.to === state && past.from !== state);
  if (!entered) return undefined;
  const day = Math.floor((entered.at.getTime() + CHINA_OFFSET) / DAY);
  return new Date((day + days + 1) * DAY - CHINA_OFFSET);
}
