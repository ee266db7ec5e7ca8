import { createHash } from 'node:crypto';
import { type ActivityWire } from '@ingrid/contract';
import { Clock } from '@ingrid/kernel';
import { Actor, ActivityTail, Authenticator, log, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { noteSeen, sessionByToken, type SessionRow } from './data/sessions.repository.js';

const MOST_KEPT = 20_000;
const KEEP_MS = 10_000;
const SEEN_EVERY_MS = 300_000;

interface Kept {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly personId: string;
  /** The next moment at which the session or one of its grants begins or ends. */
  readonly until: number;
}

export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * Answers who stands behind a token. Sessions are kept for a few seconds; a revoke forgets them at once in this
 * process and, through the activity log, in all others.
 */
@Injectable()
export class SessionAuthenticator extends Authenticator implements OnModuleInit, OnModuleDestroy {
  private readonly kept = new LRUCache<string, Kept>({ max: MOST_KEPT, ttl: KEEP_MS });
  private forgets = 0;
  private stop: (() => void) | null = null;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
  ) {
    super();
  }

  onModuleInit(): void {
    this.stop = this.tail.listen((rows) => {
      for (const row of rows) this.hear(row);
    });
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  async actorOf(token: string): Promise<Actor | null> {
    if (token === '') return null;
    const hash = tokenHashOf(token);
    const now = this.clock.now();
    const kept = this.kept.get(hash);
    if (kept && kept.until > now.getTime()) return kept.actor;
    const before = this.forgets;
    const row = await this.work.read((db) => sessionByToken(db, hash, now));
    if (!row) {
      this.kept.delete(hash);
      return null;
    }
    const fresh = actorOf(row, now);
    // A revoke that arrived while we were reading must not be covered by what we read before it.
    if (before === this.forgets) this.kept.set(hash, fresh);
    this.markSeen(row, now);
    return fresh.actor;
  }

  /** Forgets a person's sessions, or everybody's, so that the next request reads them anew. */
  forget(personId: string | null): void {
    this.forgets += 1;
    if (personId === null) {
      this.kept.clear();
      return;
    }
    for (const [hash, kept] of this.kept.entries()) {
      if (kept.personId === personId) this.kept.delete(hash);
    }
  }

  private hear(row: ActivityWire): void {
    if (row.type === 'role.changed') this.forget(null);
    else if (row.type.startsWith('person.')) this.forget(row.subjectId);
    else if (row.type.startsWith('grant.') || row.type === 'session.closed') {
      const { personId } = row.data;
      this.forget(typeof personId === 'string' ? personId : null);
    }
  }

  private markSeen(row: SessionRow, now: Date): void {
    if (now.getTime() - row.seen_at.getTime() < SEEN_EVERY_MS) return;
    this.work
      .read((db) => noteSeen(db, row.id, now))
      .catch((error: unknown) => log.warn({ error }, 'last seen not kept'));
  }
}

function actorOf(row: SessionRow, now: Date): Kept {
  const instants = row.grants.flatMap((g) => [g.from, g.to]).map((t) => (t ? Date.parse(t) : 0));
  const next = [...instants, row.expires_at.getTime()].filter((t) => t > now.getTime());
  const grants = row.grants
    .filter((g) => Date.parse(g.from) <= now.getTime())
    .map((g) => ({ role: g.role, path: g.path, verbs: new Set(g.verbs) }));
  const { person_id: personId, unit_id: unitId, id: sessionId } = row;
  return {
    actor: new Actor({ kind: 'person', personId, unitId, sessionId, grants }),
    sessionId,
    personId,
    until: Math.min(...next),
  };
}
