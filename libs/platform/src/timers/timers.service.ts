import { Clock } from '@ingrid/kernel';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '../access/actor.js';
import { Config } from '../config/config.js';
import { log } from '../log.js';
import { type Transaction, UnitOfWork } from '../unit-of-work.js';

const TICK_MS = 1_000;
const MOST_PER_TICK = 500;
const LONGEST_PAUSE_SECONDS = 3_600;

export interface DueTimer {
  readonly id: string;
  readonly subjectId: string;
  readonly name: string;
  readonly dueAt: Date;
  readonly data: Record<string, unknown>;
}

/** What happens when a timer of a kind is due, in the transaction that also removes the timer. */
export type TimerHandler = (tx: Transaction, timer: DueTimer) => Promise<void>;

interface TimerRow {
  id: string;
  kind: string;
  subject_id: string;
  name: string;
  due_at: Date;
  data: Record<string, unknown>;
}

/**
 * Due work, claimed row by row with SKIP LOCKED in the order of due time. Any number of workers share it; a failing
 * timer is put off with a growing pause and never stops the others.
 */
@Injectable()
export class Timers implements BeforeApplicationShutdown {
  private readonly handlers = new Map<string, TimerHandler>();
  private running: Promise<number> | null = null;
  private closed = false;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  handle(kind: string, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  /** @nestjs/schedule only ticks: what is due stands in the database. */
  @Interval(TICK_MS)
  async tick(): Promise<void> {
    if (this.closed || this.running || !this.config.INGRID_ROLES.includes('worker')) return;
    this.running = this.runDue();
    try {
      await this.running;
    } catch (error) {
      log.warn({ error }, 'timers could not be read, trying again');
    } finally {
      this.running = null;
    }
  }

  /** Works off what is due now; answers how many timers fired. */
  async runDue(): Promise<number> {
    let fired = 0;
    for (let tried = 0; tried < MOST_PER_TICK && !this.closed; tried += 1) {
      const outcome = await this.fireNext();
      if (outcome === 'none') return fired;
      if (outcome === 'fired') fired += 1;
    }
    return fired;
  }

  /** Before the database connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.running?.catch(() => undefined);
  }

  private async fireNext(): Promise<'fired' | 'failed' | 'none'> {
    const claimed: TimerRow[] = [];
    try {
      return await this.work.run(SYSTEM, async (tx) => {
        const [row] = await tx.db.query<TimerRow[]>(
          `SELECT id, kind, subject_id, name, due_at, data FROM timers
           WHERE due_at <= $1 AND kind = ANY ($2) ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
          [this.clock.now(), [...this.handlers.keys()]],
        );
        if (!row) return 'none';
        claimed.push(row);
        return this.fire(tx, row);
      });
    } catch (error) {
      // The whole transaction broke, for example with its connection.
      const [row] = claimed;
      if (!row) throw error;
      await this.putOff(this.db.manager, row, error);
      return 'failed';
    }
  }

  private async fire(tx: Transaction, row: TimerRow): Promise<'fired' | 'failed'> {
    const { id, kind, name, data } = row;
    try {
      await tx.attempt(async () => {
        // Removed first: the handler may set the next timer of the same name.
        await tx.db.query(`DELETE FROM timers WHERE id = $1`, [id]);
        await this.handlers.get(kind)?.(tx, {
          id,
          subjectId: row.subject_id,
          name,
          dueAt: row.due_at,
          data,
        });
      });
      return 'fired';
    } catch (error) {
      // Still ours: no other worker tries it before it is put off.
      await this.putOff(tx.db, row, error);
      return 'failed';
    }
  }

  private async putOff(
    db: EntityManager,
    { id, kind, subject_id: subject }: TimerRow,
    error: unknown,
  ): Promise<void> {
    log.warn({ error, kind, subject }, 'a timer failed and was put off');
    await db.query(
      `UPDATE timers SET attempts = attempts + 1, last_error = $2,
         due_at = $3::timestamptz + make_interval(secs => least(power(2, attempts) * 10, $4))
       WHERE id = $1`,
      [id, String(error).slice(0, 500), this.clock.now(), LONGEST_PAUSE_SECONDS],
    );
  }
}
