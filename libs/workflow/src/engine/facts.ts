import type { Effect, Need, Relation, Words } from '../definition.js';

/** A move that was accepted. The opening is not a move. */
export interface PastMove {
  readonly move: string;
  readonly from: string;
  readonly to: string;
  /** Person id; absent where the system or a guest acted. */
  readonly by?: string;
  readonly at: Date;
}

/** What the engine must know of the subject. */
export interface SubjectFacts {
  readonly now: Date;
  /** All moves so far, oldest first. */
  readonly history: readonly PastMove[];
  readonly subjectId?: string;
}

/** What the engine must know of the one who acts. */
export interface ActorFacts {
  /** Absent for the system and for a guest with a tracking code. */
  readonly personId?: string;
  /** Verbs held *in the scope of this subject*. */
  readonly verbs: readonly string[];
  readonly relations: readonly Relation[];
}

export interface Assignee {
  readonly personId?: string;
  readonly unitId?: string;
}

export interface MoveInput {
  readonly note?: string;
  readonly reason?: string;
  /** Attachment ids. */
  readonly evidence?: readonly string[];
  readonly assignee?: Assignee;
  readonly category?: string;
  readonly duplicateOf?: string;
}

export type RefusalCode =
  | 'unknown_state'
  | 'unknown_move'
  | 'wrong_state'
  | 'not_permitted'
  | 'separation_of_duties'
  | 'assignee_is_actor'
  | 'window_over'
  | 'count_reached'
  | 'count_not_reached'
  | 'no_previous_state'
  | 'need_missing'
  | 'duplicate_of_itself';

/** One reason why a move is not open, with words for a person. Details are safe to show. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly words: Words;
  readonly details: Readonly<Record<string, unknown>>;
}

export type MoveOutcome =
  | {
      readonly ok: true;
      readonly from: string;
      readonly to: string;
      readonly effects: readonly Effect[];
      readonly ending?: string;
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

export interface OpenMove {
  readonly move: string;
  readonly label: Words;
  readonly open: boolean;
  readonly needs: readonly Need[];
  /** Where it leads; absent when that cannot be said from here. */
  readonly to?: string;
  /** Why it is not open; empty when it is. */
  readonly why: readonly Refusal[];
}
