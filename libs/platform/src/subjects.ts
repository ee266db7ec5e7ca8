import { type Language } from '@ingrid/kernel';
import { Injectable } from '@nestjs/common';
import { type Actor } from './access/actor.js';

/** One message to somebody about a thing: what happened is in `data` (ids and facts), the words are the owner's. */
export interface NoticeAsk {
  readonly subjectId: string;
  readonly template: string;
  /** As whom the person is told: `reporter`, `followers`, `assignee`, `dispatchers` … */
  readonly audience: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a module tells about one kind of thing it owns, so that observers need not know the module. */
export interface SubjectKind {
  /** Whether the actor may see this one thing, by its place or for another reason such as having reported it. */
  readonly mayRead?: (actor: Actor, id: string) => Promise<boolean>;
  /** What people call the things with these ids, for example an incident's number; unknown ids are absent. */
  readonly namesOf?: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** People who asked to hear of this one thing. */
  readonly followersOf?: (id: string) => Promise<readonly string[]>;
  /** The words of messages about these things, in the order asked; null where there are none. */
  readonly wordsOf?: (
    asks: readonly NoticeAsk[],
    language: Language,
  ) => Promise<readonly (string | null)[]>;
}

/** The things activity is about, by `subjectType`. Owners register in `onModuleInit`. */
@Injectable()
export class Subjects {
  private readonly kinds = new Map<string, SubjectKind>();

  register(subjectType: string, kind: SubjectKind): void {
    this.kinds.set(subjectType, kind);
  }

  /** False also for things nobody answers for: closed unless opened. */
  async mayRead(actor: Actor, subjectType: string, id: string): Promise<boolean> {
    return (await this.kinds.get(subjectType)?.mayRead?.(actor, id)) ?? false;
  }

  async namesOf(subjectType: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    return (
      (await this.kinds.get(subjectType)?.namesOf?.([...new Set(ids)])) ?? new Map<string, string>()
    );
  }

  async followersOf(subjectType: string, id: string): Promise<readonly string[]> {
    return (await this.kinds.get(subjectType)?.followersOf?.(id)) ?? [];
  }

  async wordsOf(
    subjectType: string,
    asks: readonly NoticeAsk[],
    language: Language,
  ): Promise<readonly (string | null)[]> {
    return (await this.kinds.get(subjectType)?.wordsOf?.(asks, language)) ?? asks.map(() => null);
  }
}
