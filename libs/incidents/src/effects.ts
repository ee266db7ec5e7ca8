import { type Transaction } from '@ingrid/platform';
import { type Effect } from '@ingrid/workflow';
import { Injectable } from '@nestjs/common';
import { type IncidentRecord } from './data/incident.row.js';

/** The timers of an incident: one for the next escalation of any clock, one for a state that ends by itself. */
export const CLOCK_TIMER = { kind: 'incident.clock', name: 'clock' } as const;
export const TIMEOUT_TIMER = { kind: 'incident.timeout', name: 'timeout' } as const;

export type TaskEffect = Extract<Effect, { kind: 'open_task' | 'mark_task' }>;

/** What tasks must know of the move that caused an effect. */
export interface TaskCause {
  readonly move: string;
  readonly note: string | null;
  readonly reason: string | null;
  readonly attachmentIds: readonly string[];
}

export type TaskEffectHandler = (
  tx: Transaction,
  incident: IncidentRecord,
  effect: TaskEffect,
  cause: TaskCause,
) => Promise<void>;

/** Where another module takes part in a move, in the same transaction and after the incident's row is locked. */
@Injectable()
export class IncidentEffects {
  private readonly handlers: TaskEffectHandler[] = [];

  /** Called once for every task effect of an accepted move, in order; the incident is as the move leaves it. */
  onTask(handler: TaskEffectHandler): void {
    this.handlers.push(handler);
  }

  async task(
    tx: Transaction,
    incident: IncidentRecord,
    effect: TaskEffect,
    cause: TaskCause,
  ): Promise<void> {
    for (const handler of this.handlers) await handler(tx, incident, effect, cause);
  }
}

/** Who is told what, as data on the record: the module that sends messages resolves ids to people. */
export interface Notify {
  readonly audience: string;
  readonly template: string;
  /** For the audience `assignee`: who it was at this point of the move. */
  readonly personId?: string | null;
  readonly unitId?: string | null;
}

export function notifyOf(effects: readonly Effect[]): Notify[] {
  return effects.flatMap((e) =>
    e.kind === 'notify' ? [{ audience: e.audience, template: e.template }] : [],
  );
}

export function isTaskEffect(effect: Effect): effect is TaskEffect {
  return effect.kind === 'open_task' || effect.kind === 'mark_task';
}
