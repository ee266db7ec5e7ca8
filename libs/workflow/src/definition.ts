import type { Language } from '@ingrid/kernel';

/** One text in both languages of the platform. */
export type Words = Readonly<Record<Language, string>>;

/** 工作时 (office time), 工作日 (working days) or 自然时 (by the wall clock). */
export type LimitUnit = 'working_hours' | 'working_days' | 'natural_hours';

/** An amount of time as a case standard writes it: `4 工作时`. The amount is positive and may be a fraction. */
export interface Limit {
  readonly amount: number;
  readonly unit: LimitUnit;
}

export type StateGroup = 'open' | 'waiting' | 'closed';

/** What a clock does while the subject is in a state. Checked against the effects of the moves by the lint. */
export type ClockDuty = 'runs' | 'pauses';

export interface StateDefinition {
  readonly name: string;
  readonly label: Words;
  readonly group: StateGroup;
  readonly initial?: boolean;
  readonly terminal?: boolean;
  readonly clocks?: Readonly<Record<string, ClockDuty>>;
  /** The system makes this move when the subject has stayed here for so long. */
  readonly timeout?: { readonly after: Limit; readonly move: string };
}

/** How a person stands to the subject. `system` is the platform itself acting on a timer or a rule. */
export type Relation = 'reporter' | 'follower' | 'assignee' | 'unit_member' | 'system';

/** One way of being entitled: the verb (in the scope of the subject) and one of the relations, where given. */
export interface ActorRule {
  readonly verb?: string;
  readonly is?: readonly Relation[];
}

export type NeedKind = 'note' | 'reason' | 'evidence' | 'assignee' | 'category' | 'duplicateOf';

export interface Need {
  readonly kind: NeedKind;
  /** Number of photos or files, for `evidence`. Default 1. */
  readonly atLeast?: number;
  /** Asked for, but the move is open without it. */
  readonly optional?: boolean;
}

/** Small declarative conditions; adding a kind is the only reason to touch the engine for a new process. */
export type Guard =
  /** Separation of duties: who did one of these moves on this subject may not do this one. */
  | { readonly kind: 'actor_did_not'; readonly moves: readonly string[] }
  /** The work may not be given to the one who gives it. */
  | { readonly kind: 'assignee_is_not_actor' }
  /** Open until the end of the n-th day after the state was entered; the day itself is not counted (民法典 201). */
  | { readonly kind: 'within_days_of'; readonly state: string; readonly days: number }
  /** The move was made fewer than `count` times (since the last `since`). */
  | {
      readonly kind: 'count_below';
      readonly move: string;
      readonly count: number;
      readonly since?: string;
    }
  /** The move was made at least `count` times (since the last `since`). */
  | {
      readonly kind: 'count_at_least';
      readonly move: string;
      readonly count: number;
      readonly since?: string;
    };

/**
 * start: begin a run (a stopped clock begins a new one, a running one is left alone) · restart: begin a new run in any case ·
 * pause / resume: time in between does not count · stop: the run ends · continue: a stopped run goes on as if it had not
 * ended · relimit: the limit is looked up again (the category became known), start and pauses stay.
 * A deed that does not apply (pausing what is stopped) changes nothing.
 */
export type ClockDeed = 'start' | 'restart' | 'pause' | 'resume' | 'stop' | 'continue' | 'relimit';

export type Audience =
  'reporter' | 'followers' | 'assignee' | 'dispatchers' | 'inspectors' | 'supervisors' | 'arbiters';

export type TaskKind = 'handle' | 'verify';
export type TaskMark = 'accepted' | 'started' | 'done' | 'handed_back' | 'cancelled';

export interface ClockEffect {
  readonly kind: 'clock';
  /** A clock's name, or `*` for every clock of the process. */
  readonly clock: string;
  readonly do: ClockDeed;
  /** For `continue`: whether the time between stop and continue is counted. Default true. */
  readonly countGap?: boolean;
}

export type Effect =
  | ClockEffect
  | { readonly kind: 'open_task'; readonly task: TaskKind; readonly for: 'assignee' | 'inspectors' }
  | { readonly kind: 'mark_task'; readonly task: TaskKind; readonly as: TaskMark }
  | { readonly kind: 'notify'; readonly audience: Audience; readonly template: string }
  /** The responsible person or unit becomes what the input names, or nobody. */
  | { readonly kind: 'assign'; readonly to: 'input' | 'nobody' }
  /** The category becomes what the input names. */
  | { readonly kind: 'categorise' }
  /** The subject is tied to the one the input names. */
  | { readonly kind: 'link'; readonly as: 'duplicate_of' };

/** A state's name, or `previous` (the state from which the present one was entered), or `same` (no change of state). */
export type MoveTarget = string;

export interface MoveDefinition {
  readonly name: string;
  readonly label: Words;
  /** State names, or `['*']` for all. */
  readonly from: readonly string[];
  readonly to: MoveTarget;
  /** Any one of these suffices. */
  readonly by: readonly ActorRule[];
  readonly needs?: readonly Need[];
  readonly guards?: readonly Guard[];
  readonly effects?: readonly Effect[];
  /** How the subject ended; required where the move leads to a terminal state. */
  readonly ending?: string;
}

export interface EscalationStep {
  readonly level: number;
  readonly audience: Audience;
  readonly template: string;
  /** Share of the limit that is used up (0.8), or time past the due moment ({0 working_hours} = at once). */
  readonly after: { readonly ratio: number } | { readonly overdue: Limit };
}

export type LimitSource =
  | { readonly kind: 'fixed'; readonly limit: Limit }
  /** A field of the case standard (立案标准) of the subject's category; the fallback where it has none. */
  | { readonly kind: 'case_standard'; readonly field: string; readonly fallback: Limit };

export interface ClockDefinition {
  readonly name: string;
  readonly label: Words;
  readonly limit: LimitSource;
  readonly escalation: readonly EscalationStep[];
}

export interface EndingDefinition {
  readonly name: string;
  readonly label: Words;
}

/** Text of a notification; `{number}`, `{title}`, `{reason}`, `{note}`, `{due}` and `{assignee}` are filled in. */
export interface TemplateDefinition {
  readonly name: string;
  readonly words: Words;
}

/** A whole process as one versioned document. Plain JSON: no functions, no dates. */
export interface ProcessDefinition {
  readonly id: string;
  readonly version: number;
  /** What moves through it: `incident`, `task`, later `appeal`, `topic` … */
  readonly subject: string;
  readonly label: Words;
  readonly states: readonly StateDefinition[];
  readonly moves: readonly MoveDefinition[];
  readonly clocks: readonly ClockDefinition[];
  readonly endings: readonly EndingDefinition[];
  readonly templates: readonly TemplateDefinition[];
  /** What happens when a subject enters its initial state. */
  readonly opening: readonly Effect[];
}
