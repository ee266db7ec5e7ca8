import type { Effect, MoveDefinition, Need, ProcessDefinition } from '../definition.js';
import { indexOf, leavesFrom } from './definition-index.js';
import type {
  ActorFacts,
  MoveInput,
  MoveOutcome,
  OpenMove,
  PastMove,
  Refusal,
  SubjectFacts,
} from './facts.js';
import { checkGuard, type GuardContext } from './guards.js';
import {
  duplicateOfItself,
  needMissing,
  noPreviousState,
  notPermitted,
  unknownMove,
  unknownState,
  wrongState,
} from './refusals.js';

/** Where a subject stands. */
export interface Standing {
  readonly state: string;
  readonly facts: SubjectFacts;
}

/** The state in which a subject begins and what happens then. Throws on a definition without an initial state. */
export function openProcess(definition: ProcessDefinition): {
  state: string;
  effects: readonly Effect[];
} {
  const initial = definition.states.find((state) => state.initial);
  if (!initial) throw new RangeError(`process ${definition.id} has no initial state`);
  return { state: initial.name, effects: definition.opening };
}

/**
 * Decides one move. Never throws for what a user can cause: every reason against it comes back as a refusal.
 * Nothing is stored and no clock is touched here; the caller carries out the effects in order.
 */
export function applyMove(
  definition: ProcessDefinition,
  standing: Standing,
  moveName: string,
  by: { readonly actor: ActorFacts; readonly input?: MoveInput },
): MoveOutcome {
  const { state, facts } = standing;
  const index = indexOf(definition);
  if (!index.states.has(state)) return { ok: false, refusals: [unknownState(state)] };
  const move = index.moves.get(moveName);
  if (!move) return { ok: false, refusals: [unknownMove(moveName)] };

  const input = by.input ?? {};
  const refusals = [
    ...refusalsAgainst(state, { definition, move, facts, actor: by.actor, input }),
    ...missingNeeds(move.needs ?? [], input),
    ...selfReference(input, facts),
  ];
  const to = targetOf(move, state, facts.history);
  if (refusals.length > 0 || to === undefined) return { ok: false, refusals };
  return {
    ok: true,
    from: state,
    to,
    effects: move.effects ?? [],
    ...(move.ending === undefined ? {} : { ending: move.ending }),
  };
}

/** All moves of the process in its own order: open or not for this actor now, what each needs, and why not. */
export function openMoves(
  definition: ProcessDefinition,
  standing: Standing,
  actor: ActorFacts,
): readonly OpenMove[] {
  const { state, facts } = standing;
  return definition.moves.map((move) => {
    const why = refusalsAgainst(state, { definition, move, facts, actor });
    const to = targetOf(move, state, facts.history);
    return {
      move: move.name,
      label: move.label,
      open: why.length === 0,
      needs: move.needs ?? [],
      ...(to === undefined ? {} : { to }),
      why,
    };
  });
}

function refusalsAgainst(state: string, context: GuardContext): Refusal[] {
  const { definition, move, facts, actor } = context;
  // Out of its state every other reason would be noise, and would tell about a matter what nobody asked.
  if (!leavesFrom(move, state)) return [wrongState(definition, move, state)];
  const refusals: Refusal[] = [];
  if (!isEntitled(move, actor)) refusals.push(notPermitted(move));
  for (const guard of move.guards ?? []) {
    const refusal = checkGuard(guard, context);
    if (refusal) refusals.push(refusal);
  }
  if (targetOf(move, state, facts.history) === undefined) refusals.push(noPreviousState());
  return refusals;
}

/** True when one of the move's rules fits the actor; verbs are those held in the scope of the subject. */
export function isEntitled(move: MoveDefinition, actor: ActorFacts): boolean {
  return move.by.some(
    (rule) =>
      (rule.verb === undefined || actor.verbs.includes(rule.verb)) &&
      (rule.is === undefined || rule.is.some((relation) => actor.relations.includes(relation))),
  );
}

function targetOf(
  move: MoveDefinition,
  state: string,
  history: readonly PastMove[],
): string | undefined {
  if (move.to === 'same') return state;
  if (move.to !== 'previous') return move.to;
  return history.findLast((past) => past.to === state && past.from !== state)?.from;
}

function missingNeeds(needs: readonly Need[], input: MoveInput): Refusal[] {
  const refusals: Refusal[] = [];
  for (const need of needs) {
    if (need.optional) continue;
    const atLeast = need.atLeast ?? 1;
    const given = amountGiven(need, input);
    if (given < atLeast) refusals.push(needMissing(need.kind, atLeast, given));
  }
  return refusals;
}

function amountGiven({ kind }: Need, input: MoveInput): number {
  if (kind === 'evidence') return new Set(input.evidence ?? []).size;
  if (kind === 'assignee') return hasText(input.assignee?.personId ?? input.assignee?.unitId);
  return hasText(input[kind]);
}

function hasText(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? 0 : 1;
}

function selfReference(input: MoveInput, facts: SubjectFacts): Refusal[] {
  const same = input.duplicateOf !== undefined && input.duplicateOf === facts.subjectId;
  return same ? [duplicateOfItself()] : [];
}
