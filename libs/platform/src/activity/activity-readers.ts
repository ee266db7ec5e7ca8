import { type ActivityWire, type EventType } from '@ingrid/contract';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '../access/actor.js';
import { Config } from '../config/config.js';
import { toProblem } from '../http/problem.filter.js';
import { log } from '../log.js';
import { platformProblems } from '../platform.problems.js';
import { type Transaction, UnitOfWork } from '../unit-of-work.js';
import { readActivity } from './activity-log.js';
import { ActivitySignal } from './activity-signal.js';

const BATCH = 200;
const POLL_MS = 1_000;
const RETRY_MS = 1_000;
const BUSY_MS = 20;
const APART_MS = 20;
const MOST_ROUNDS = 1_000;
const MOST_FAILURES = 5;
// Rows of other types a reader may pass before its position is written anyway: about 100,000 transactions.
const KEEP_AFTER = 4096 * 100_000;

/** `busy`: another worker is at it. */
type Outcome = 'more' | 'busy' | 'done';

interface Place {
  readonly seq: number;
  readonly failures: number;
}

export interface ActivityReader {
  readonly name: string;
  readonly types: readonly EventType[];
  /** Rows handled in one transaction at most; fewer where each row makes many. */
  readonly batch?: number;
  /** The effect, in the transaction that also moves the reader's position: it happens exactly once. */
  handle(tx: Transaction, row: ActivityWire): Promise<void>;
}

/**
 * Durable readers: each keeps its own position in the database and works in the process that holds its row, so any
 * number of workers can run. A failing row is tried again; after five failures it is set aside in the log and passed.
 */
@Injectable()
export class ActivityReaders implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly readers: ActivityReader[] = [];
  /** How far each reader has looked without finding anything for it; lost with the process, which does no harm. */
  private readonly passed = new Map<string, number>();
  private readonly retryAt = new Map<string, number>();
  private running: Promise<void> | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private again = false;
  private closed = false;
  private timer: NodeJS.Timeout | null = null;
  private forget: (() => void) | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ActivitySignal) private readonly signal: ActivitySignal,
    @Inject(Config) private readonly config: Config,
  ) {}

  register(reader: ActivityReader): void {
    this.readers.push(reader);
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const reader of this.readers) {
      await this.db.query(
        `INSERT INTO reader_positions (reader, seq, moved_at) VALUES ($1, 0, now()) ON CONFLICT DO NOTHING`,
        [reader.name],
      );
    }
    if (!this.config.INGRID_ROLES.includes('worker')) return;
    this.forget = this.signal.onRing(() => {
      this.wake();
    });
    this.wake();
  }

  /** Works until no reader has anything left, without waiting out pauses; for tests and the command line. */
  async settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      this.retryAt.clear();
      const outcome = await this.runAll();
      if (outcome === 'busy') await new Promise((resume) => setTimeout(resume, BUSY_MS));
      else if (outcome === 'done' && this.retryAt.size === 0) return;
    }
  }

  /** Before the database connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    this.forget?.();
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    await this.turn;
  }

  private wake(): void {
    if (this.closed) return;
    this.again = true;
    this.running ??= this.loop().finally(() => {
      this.running = null;
      // Rung between the last look and now.
      if (this.again) this.wake();
    });
  }

  private async loop(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false;
      const outcome = await this.runAll();
      if (outcome === 'more') this.again = true;
      // Commits come in crowds; what they wrote is read together.
      else await new Promise((resume) => setTimeout(resume, APART_MS));
    }
    if (this.closed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.wake();
    }, POLL_MS);
  }

  /** One round through all readers; rounds of one process follow one another. */
  private runAll(): Promise<Outcome> {
    const round = this.turn.then(() => this.oneRound());
    this.turn = round;
    return round;
  }

  private async oneRound(): Promise<Outcome> {
    const outcomes = new Set<Outcome>();
    for (const reader of this.readers) {
      if (this.closed) break;
      if ((this.retryAt.get(reader.name) ?? 0) > Date.now()) continue;
      try {
        outcomes.add(await this.step(reader));
        this.retryAt.delete(reader.name);
      } catch (error) {
        await this.failed(reader, error);
      }
    }
    if (outcomes.has('more')) return 'more';
    return outcomes.has('busy') ? 'busy' : 'done';
  }

  private async step(reader: ActivityReader): Promise<Outcome> {
    const place = await this.placeOf(reader);
    // After a failure rows go one by one, so that the bad one is found and the others are not held up by it.
    const limit = place.failures > 0 ? 1 : (reader.batch ?? BATCH);
    const from = Math.max(place.seq, this.passed.get(reader.name) ?? 0);
    const { rows, position } = await readActivity(this.db, from, limit);
    const mine = rows.filter((row) => reader.types.includes(row.type));
    // Rows of other types are passed in memory: a write for each would hold every other reader back for its length.
    if (mine.length > 0 || position - place.seq > KEEP_AFTER) {
      if (!(await this.handleAll(reader, place, mine, position))) return 'busy';
    }
    this.passed.set(reader.name, position);
    return rows.length > 0 ? 'more' : 'done';
  }

  /** False when another worker has the reader's row or has moved it meanwhile: the rows are not ours then. */
  private async handleAll(
    reader: ActivityReader,
    place: Place,
    rows: readonly ActivityWire[],
    upTo: number,
  ): Promise<boolean> {
    return this.work.run(SYSTEM, async (tx) => {
      const [locked]: Place[] = await tx.db.query(
        `SELECT seq, failures FROM reader_positions WHERE reader = $1 FOR UPDATE SKIP LOCKED`,
        [reader.name],
      );
      if (locked?.seq !== place.seq || locked.failures !== place.failures) return false;
      if (locked.failures < MOST_FAILURES) {
        for (const row of rows) await reader.handle(tx, row);
      } else {
        log.error({ reader: reader.name, seq: upTo }, 'a row was set aside after five failures');
      }
      await tx.db.query(
        `UPDATE reader_positions SET seq = $2, moved_at = now(), failures = 0 WHERE reader = $1`,
        [reader.name, upTo],
      );
      return true;
    });
  }

  private async placeOf(reader: ActivityReader): Promise<Place> {
    const [place]: Place[] = await this.db.query(
      `SELECT seq, failures FROM reader_positions WHERE reader = $1`,
      [reader.name],
    );
    return place ?? { seq: 0, failures: 0 };
  }

  private async failed(reader: ActivityReader, error: unknown): Promise<void> {
    log.warn({ error, reader: reader.name }, 'a reader failed and will try again');
    const place = await this.placeOf(reader).catch(() => ({ seq: 0, failures: 0 }));
    this.retryAt.set(reader.name, Date.now() + RETRY_MS * 2 ** place.failures);
    // A database that restarts or is busy says nothing about the row.
    if (toProblem(error).code === platformProblems.busy.code) return;
    await this.db
      .query(
        `UPDATE reader_positions SET failures = failures + 1, last_error = $2 WHERE reader = $1`,
        [reader.name, String(error).slice(0, 500)],
      )
      .catch((e: unknown) => log.error({ error: e }, 'failure not kept'));
  }
}
