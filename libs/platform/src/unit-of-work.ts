import { createHash } from 'node:crypto';
import { type Verb } from '@ingrid/contract';
import { Clock, newId } from '@ingrid/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accessProblems } from './access/access.problems.js';
import { type Actor } from './access/actor.js';
import { type ActivityEvent, writeActivity } from './activity/activity-log.js';
import { ActivitySignal } from './activity/activity-signal.js';
import { prepared } from './database/prepared.js';
import { frameValues, type OneStatement } from './one-statement.js';
import { platformProblems } from './platform.problems.js';

export interface TimerRequest {
  readonly kind: string;
  readonly subjectId: string;
  /** Distinguishes several timers of one subject; the same name replaces the earlier one. */
  readonly name: string;
  readonly dueAt: Date;
  readonly data?: Record<string, unknown>;
}

/** One open transaction. It is passed on explicitly; repositories take it first. */
export class Transaction {
  private readonly events: ActivityEvent[] = [];
  private readonly afterCommit: (() => void)[] = [];
  private written = 0;

  constructor(
    readonly db: EntityManager,
    readonly actor: Actor,
    readonly now: Date,
  ) {}

  /** @throws access.forbidden unless the actor holds the verb at this place. */
  mustAllow(verb: Verb, on: { readonly regionPath: string }): void {
    if (!this.actor.allows(verb, on.regionPath)) throw accessProblems.forbidden({ verb });
  }

  /** Adds a row to the record; it is written with the rest just before the commit. */
  record(event: ActivityEvent): void {
    this.events.push(event);
  }

  /** Runs once the transaction has been committed, never when it was rolled back. In memory: for wake-ups only. */
  onCommit(act: () => void): void {
    this.afterCommit.push(act);
  }

  async setTimer(timer: TimerRequest): Promise<void> {
    await this.db.query(
      `INSERT INTO timers (id, kind, subject_id, name, due_at, data) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT timers_once
       DO UPDATE SET due_at = excluded.due_at, data = excluded.data, attempts = 0, last_error = NULL`,
      [
        newId(),
        timer.kind,
        timer.subjectId,
        timer.name,
        timer.dueAt,
        JSON.stringify(timer.data ?? {}),
      ],
    );
  }

  async cancelTimer(kind: string, subjectId: string, name?: string): Promise<void> {
    await this.db.query(
      `DELETE FROM timers WHERE kind = $1 AND subject_id = $2 AND ($3::text IS NULL OR name = $3)`,
      [kind, subjectId, name ?? null],
    );
  }

  /** Writes the events kept so far. The unit of work calls it; a long import may call it between two parts. */
  async flush(): Promise<void> {
    if (this.events.length === 0) return;
    const by = { actorId: this.actor.personId, at: this.now, first: this.written };
    this.written += this.events.length;
    await writeActivity(this.db, this.events.splice(0), by);
  }

  /**
   * A part that may fail by itself: what it wrote, recorded and planned is then gone, and the rest of the transaction goes
   * on. The failure is thrown to the caller.
   */
  async attempt<T>(act: () => Promise<T>): Promise<T> {
    await this.flush();
    const planned = this.afterCommit.length;
    await this.db.query('SAVEPOINT attempt');
    try {
      const result = await act();
      await this.flush();
      await this.db.query('RELEASE SAVEPOINT attempt');
      return result;
    } catch (error) {
      this.events.length = 0;
      this.afterCommit.length = planned;
      await this.db.query('ROLLBACK TO SAVEPOINT attempt');
      await this.db.query('RELEASE SAVEPOINT attempt');
      throw error;
    }
  }

  get hasRecorded(): boolean {
    return this.written > 0;
  }

  committed(): void {
    for (const act of this.afterCommit) act();
  }
}

export interface Once {
  /** The caller's Idempotency-Key. */
  readonly key: string;
  /** What was asked, so that a key used for something else is noticed. */
  readonly request: unknown;
}

/** One use case is one transaction: it happens wholly, with its record, or not at all. */
@Injectable()
export class UnitOfWork {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ActivitySignal) private readonly signal: ActivitySignal,
  ) {}

  /**
   * Runs `act` in one transaction. With `once`, the same key gives the same answer: a repeated request, also one at the
   * same moment, changes nothing more. The answer must then survive JSON.
   */
  async run<T>(actor: Actor, act: (tx: Transaction) => Promise<T>, once?: Once): Promise<T> {
    let finished: Transaction | undefined;
    const answer = await this.source.transaction(async (db) => {
      const tx = new Transaction(db, actor, this.clock.now());
      finished = tx;
      const result = once ? await this.answerOnce(tx, once, act) : await act(tx);
      await tx.flush();
      return result;
    });
    if (finished?.hasRecorded) this.signal.ring();
    finished?.committed();
    return answer;
  }

  /**
   * Runs a use case that is one INSERT: row, record and idempotency key in one statement, which is a transaction by
   * itself; it also answers what the statement reads. For the few hot writes; everything else is {@link run}.
   */
  async runOne<T>(
    actor: Actor,
    statement: OneStatement,
    make: (at: Date) => Made<T>,
    once?: Once,
  ): Promise<{ answer: T; read: unknown[] }> {
    const at = this.clock.now();
    const claim = once ? claimOf(actor, once) : null;
    const { values, events, answer } = make(at);
    const frame = { events, actorId: actor.personId, at, once: claim, answer };
    const [result] = await prepared<{ written: boolean; read: unknown[] }>(this.source, statement, [
      ...frameValues(frame),
      ...values,
    ]);
    if (result?.written) {
      this.signal.ring();
      return { answer, read: result.read };
    }
    if (!result || !claim) throw new Error(`${statement.name} wrote nothing`);
    return { answer: await this.earlierAnswer(this.source.manager, claim), read: result.read };
  }

  /** For reading several things that must fit together; nothing is recorded. */
  async read<T>(act: (db: EntityManager) => Promise<T>): Promise<T> {
    return act(this.source.manager);
  }

  private async answerOnce<T>(
    tx: Transaction,
    once: Once,
    act: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const claim = claimOf(tx.actor, once);
    const { scope, key, fingerprint } = claim;
    // A second request with the same key waits here until the first has committed or failed.
    const claimed: unknown[] = await tx.db.query(
      `INSERT INTO idempotency_keys (scope, key, fingerprint, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [scope, key, fingerprint, tx.now],
    );
    if (claimed.length === 0) return this.earlierAnswer(tx.db, claim);
    const answer = await act(tx);
    await tx.db.query(`UPDATE idempotency_keys SET answer = $3 WHERE scope = $1 AND key = $2`, [
      scope,
      key,
      JSON.stringify(answer ?? null),
    ]);
    return answer;
  }

  private async earlierAnswer<T>(db: EntityManager, claim: Claim): Promise<T> {
    const [earlier]: { fingerprint: string; answer: T }[] = await db.query(
      `SELECT fingerprint, answer FROM idempotency_keys WHERE scope = $1 AND key = $2`,
      [claim.scope, claim.key],
    );
    if (earlier?.fingerprint !== claim.fingerprint)
      throw platformProblems.keyReused({ key: claim.key });
    return earlier.answer;
  }
}

/** What a use case of one statement writes: its own parameters, its record and what the caller is told. */
export interface Made<T> {
  readonly values: readonly unknown[];
  readonly events: readonly ActivityEvent[];
  readonly answer: T;
}

interface Claim {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** @throws idempotency.bad_key */
function claimOf(actor: Actor, { key, request }: Once): Claim {
  if (!/^[\w-]{16,100}$/.test(key)) throw platformProblems.badKey({});
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  return { scope: actor.personId ?? actor.kind, key, fingerprint };
}
