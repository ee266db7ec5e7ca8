import type { ProcessDefinition, Words } from '../definition.js';

export type FindingCode =
  | 'duplicate_name'
  | 'missing_label'
  | 'no_initial_state'
  | 'several_initial_states'
  | 'no_terminal_state'
  | 'unknown_state'
  | 'unknown_move'
  | 'unknown_clock'
  | 'unknown_template'
  | 'unknown_ending'
  | 'unreachable_state'
  | 'dead_end'
  | 'terminal_left_without_window'
  | 'ending_missing'
  | 'nobody_may'
  | 'verb_nobody_holds'
  | 'timeout_not_possible'
  | 'clock_never_stops'
  | 'clock_paused_for_ever'
  | 'clock_not_as_declared'
  | 'clock_never_starts'
  | 'limit_not_positive'
  | 'ladder_not_rising'
  | 'no_clock_runs'
  | 'nobody_told';

/** An error forbids publishing; a warning is shown and may be meant. */
export type Severity = 'error' | 'warning';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Where in the document: `moves.dispatch.effects[2]`. */
  readonly where: string;
  readonly words: Words;
}

/** Verbs by role: `{dispatcher: ['incident.file', …]}`. */
export type RolesVerbs = Readonly<Record<string, readonly string[]>>;

export interface LintContext {
  readonly definition: ProcessDefinition;
  readonly roles: RolesVerbs;
}

export function error(code: FindingCode, where: string, zh: string, en: string): Finding {
  return { code, severity: 'error', where, words: { zh, en } };
}

export function warning(code: FindingCode, where: string, zh: string, en: string): Finding {
  return { code, severity: 'warning', where, words: { zh, en } };
}
