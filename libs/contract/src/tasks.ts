import { type IncidentRowWire } from './incidents.js';

export const TASK_KINDS = ['handle', 'verify'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = [
  'open',
  'accepted',
  'started',
  'done',
  'handed_back',
  'cancelled',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** One piece of work for one person or unit, with the incident it belongs to. */
export interface TaskWire {
  id: string;
  kind: TaskKind;
  state: TaskState;
  stateLabel: string;
  openedAt: string;
  dueAt: string | null;
  /** Metres from the point given with `near`; null without one. */
  metres: number | null;
  unit: { id: string; name: string } | null;
  person: { id: string; name: string } | null;
  /** Why it came here: the words of the dispatcher or of the rule. */
  reason: string | null;
  incident: IncidentRowWire;
}

/** 派遣规则: category × region → unit, person or the worker of the grid. */
export interface DispatchRuleWire {
  id: string;
  /** The rule holds for this category and everything below; null for all. */
  categoryCode: string | null;
  categoryName: string | null;
  regionPath: string;
  regionName: string;
  unit: { id: string; name: string } | null;
  person: { id: string; name: string } | null;
  gridWorker: boolean;
  /** Dispatches by itself as soon as the matter is filed; otherwise the rule only suggests. */
  automatic: boolean;
  note: string | null;
  version: number;
}

export interface DispatchSuggestionWire {
  unit: { id: string; name: string } | null;
  person: { id: string; name: string } | null;
  /** One sentence. */
  reason: string;
  openCount: number;
  ruleId: string | null;
}
