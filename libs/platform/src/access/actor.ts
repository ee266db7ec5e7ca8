import { type Verb } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';

/** A role in a region subtree; path '' is everywhere. */
export interface ActorGrant {
  readonly role: string;
  readonly verbs: ReadonlySet<Verb>;
  readonly path: string;
}

export interface ActorFacts {
  readonly kind: 'person' | 'anonymous' | 'system';
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly sessionId: string | null;
  readonly grants: readonly ActorGrant[];
}

/** Who acts, and what he or she may do where. Made once per session and shared: never changed. */
export class Actor implements ActorFacts {
  readonly kind: ActorFacts['kind'];
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly sessionId: string | null;
  readonly grants: readonly ActorGrant[];

  constructor(
    facts: ActorFacts,
    readonly language: Language = 'zh',
  ) {
    this.kind = facts.kind;
    this.personId = facts.personId;
    this.unitId = facts.unitId;
    this.sessionId = facts.sessionId;
    this.grants = facts.grants;
  }

  speaking(language: Language): Actor {
    return language === this.language ? this : new Actor(this, language);
  }

  /** True when some grant anywhere carries the verb. */
  holds(verb: Verb): boolean {
    return this.kind === 'system' || this.grants.some((g) => g.verbs.has(verb));
  }

  allows(verb: Verb, regionPath: string): boolean {
    return (
      this.kind === 'system' ||
      this.grants.some((g) => g.verbs.has(verb) && isWithin(regionPath, g.path))
    );
  }

  /** The region subtrees in which the verb is held, for filtering lists in SQL (`region_path <@ ANY ($1::ltree[])`). */
  pathsFor(verb: Verb): string[] {
    if (this.kind === 'system') return [''];
    const paths = this.grants.filter((g) => g.verbs.has(verb)).map((g) => g.path);
    return [...new Set(paths)].filter(
      (p) => !paths.some((other) => other !== p && isWithin(p, other)),
    );
  }
}

/** True when `path` is `ancestor` or lies below it; '' is the root of everything. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}.`);
}

const NOBODY: Omit<ActorFacts, 'kind'> = {
  personId: null,
  unitId: null,
  sessionId: null,
  grants: [],
};

export const ANONYMOUS = new Actor({ kind: 'anonymous', ...NOBODY });

/** The platform itself: timers, imports, the demo. Its acts are recorded without a person. */
export const SYSTEM = new Actor({ kind: 'system', ...NOBODY });
