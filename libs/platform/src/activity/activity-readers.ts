import { type ActivityWire, type EventType } from '@ingrid/contract';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '../access/actor.js';
import { Config } from '../config/config.js';
import { log } from '../log.js';
import { type Transaction, UnitOfWork } from '../unit-of-work.js';
import { readActivity } from './activity-log.js';
import { ActivitySignal } from './activity-signal.js';

const BATCH = 200;
const POLL_MS = 1_000;
const RETRY_MS = 5_000;

export interface ActivityReader {
  readonly name: string;
  readonly types: readonly EventType[];
  /** The effect, in the transaction that also moves the reader's position: it happens exactly once. */
  handle(tx: Transaction, row: ActivityWire): Promise<void>;
}

/**
 * Durable readers: each keeps its own position in the database and works in the process that holds its row, so any
 * number of workers can run. A failing row is tried again; after five failures it is set aside in the log and passed.
 */
@Injectable()
export class ActivityReaders implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly readers: ActivityReader[] = [];
  private running: Promise<void> | null = null;
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

  /** Works until no reader has anything left; for tests and the command line. */
  async settle(): Promise<void> {
    await this.running;
    for (let round = 0; round < 200; round += 1) {
      if (!(await this.runAll()).more) return;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    this.forget?.();
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private wake(): void {
    if (this.closed) return;
    this.again = true;
    this.running ??= this.loop().finally(() => {
      this.running = null;
    });
  }

  private async loop(): Promise<void> {
    let wait = POLL_MS;
    while (this.again && !this.closed) {
      this.again = false;
      const { more, failed } = await this.runAll();
      if (more) this.again = true;
      if (failed) wait = RETRY_MS;
    }
    if (this.closed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.wake();
    }, wait);
  }

  private async runAll(): Promise<{ more: boolean; failed: boolean }> {
    let more = false;
    let failed = false;
    for (const reader of this.readers) {
      if (this.closed) break;
      try {
        more = (await this.step(reader)) || more;
      } catch (error) {
        failed = true;
        log.warn({ error, reader: reader.name }, 'a reader failed and will try again');
        await this.countFailure(reader, error).catch((e: unknown) => log.error({ error: e }, 'failure not kept'));
      }
    }
    return { more, failed };
  }

  /** One batch of one reader; answers whether there may be more. */
  private async step(reader: ActivityReader): Promise<boolean> {
    return this.work.run(SYSTEM, async (tx) => {
      const [place]: { seq: number; failures: number }[] = await tx.db.query(
        `SELECT seq, failures FROM reader_positions WHERE reader = $1 FOR UPDATE SKIP LOCKED`,
        [reader.name],
      );
      if (!place) return false;
      // After a failure rows go one by one, so that the bad one is found and the others are not held up by it.
      const limit = place.failures > 0 ? 1 : BATCH;
      const { rows } = await readActivity(tx.db, place.seq, limit);
      const last = rows.at(-1);
      if (!last) return false;
      if (place.failures < 5) {
        for (const row of rows) if (reader.types.includes(row.type)) await reader.handle(tx, row);
      } else {
        log.error({ reader: reader.name, seq: last.seq }, 'a row was set aside after five failures');
      }
      await tx.db.query(`UPDATE reader_positions SET seq = $2, moved_at = now(), failures = 0 WHERE reader = $1`, [
        reader.name,
        last.seq,
      ]);
      return rows.length === limit;
    });
  }

  private async countFailure(reader: ActivityReader, error: unknown): Promise<void> {
    await this.db.query(`UPDATE reader_positions SET failures = failures + 1, last_error = $2 WHERE reader = $1`, [
      reader.name,
      String(error).slice(0, 500),
    ]);
  }
}
