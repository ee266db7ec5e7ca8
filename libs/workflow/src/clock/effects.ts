import type {
  ClockDefinition,
  ClockEffect,
  Effect,
  Limit,
  ProcessDefinition,
} from '../definition.js';
import {
  changeLimit,
  type ClockContext,
  type ClockState,
  continueClock,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock.js';
import { nextEscalation } from './escalation.js';

/** The clocks of one subject by name. */
export type Clocks = Readonly<Record<string, ClockState>>;

/** What a case standard says of this subject: `{handleLimit: {amount: 4, unit: 'working_hours'}}`. */
export type CaseLimits = Readonly<Record<string, Limit | undefined>>;

/** Carries out the clock effects of a move (or of the opening) and leaves all other effects alone. */
export function applyClockEffects(
  definition: ProcessDefinition,
  clocks: Clocks,
  effects: readonly Effect[],
  context: ClockContext & { readonly limits?: CaseLimits },
): Clocks {
  const after: Record<string, ClockState> = { ...clocks };
  for (const effect of effects) {
    if (effect.kind !== 'clock') continue;
    for (const clock of definition.clocks) {
      if (effect.clock !== '*' && effect.clock !== clock.name) continue;
      const next = carryOut(effect, clock, after[clock.name], context);
      if (next) after[clock.name] = next;
    }
  }
  return after;
}

/** The limit of a clock: the case standard's where it has one, otherwise the definition's. */
export function limitOf(clock: ClockDefinition, limits: CaseLimits = {}): Limit {
  if (clock.limit.kind === 'fixed') return clock.limit.limit;
  return limits[clock.limit.field] ?? clock.limit.fallback;
}

/** The next moment at which a timer must look at this subject for an escalation, over all its clocks. */
export function nextLook(
  definition: ProcessDefinition,
  clocks: Clocks,
  context: Pick<ClockContext, 'at' | 'calendar'>,
): { readonly clock: string; readonly at: Date } | undefined {
  let first: { clock: string; at: Date } | undefined;
  for (const { name, escalation } of definition.clocks) {
    const clock = clocks[name];
    const next = clock && nextEscalation(clock, escalation, context.at, context.calendar);
    if (next && (!first || next.at < first.at)) first = { clock: name, at: next.at };
  }
  return first;
}

function carryOut(
  effect: ClockEffect,
  definition: ClockDefinition,
  clock: ClockState | undefined,
  context: ClockContext & { readonly limits?: CaseLimits },
): ClockState | undefined {
  const limit = limitOf(definition, context.limits);
  const begins = effect.do === 'restart' || (effect.do === 'start' && !isUnderWay(clock));
  if (begins) return startClock(definition.name, limit, context, clock);
  return clock && change(effect, clock, limit, context);
}

function isUnderWay(clock: ClockState | undefined): boolean {
  return clock !== undefined && clock.stoppedAt === undefined;
}

function change(
  effect: ClockEffect,
  clock: ClockState,
  limit: Limit,
  context: ClockContext,
): ClockState {
  switch (effect.do) {
    case 'pause':
      return pauseClock(clock, context);
    case 'resume':
      return resumeClock(clock, context);
    case 'stop':
      return stopClock(clock, context);
    case 'continue':
      return continueClock(clock, context, effect.countGap);
    case 'relimit':
      return changeLimit(clock, limit, context);
    case 'start':
    case 'restart':
      return clock;
  }
}
