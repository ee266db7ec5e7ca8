import { type ActivityWire } from '@ingrid/contract';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { log } from '../log.js';
import { currentPosition, readActivity } from './activity-log.js';
import { ActivitySignal } from './activity-signal.js';

const BATCH = 500;
const POLL_MS = 1_000;
// A transaction that holds rows back rings when it commits; this is for those that end without writing activity.
const HELD_MS = 25;
// Under load many commits are read together: a reading for each would cost more than the writing. What comes alone is
// read at once.
const APART_MS = 5;
const APART_UNDER_LOAD_MS = 25;
const LOAD_ROWS = 4;

export type TailListener = (
  rows: readonly ActivityWire[],
  position: number,
) => void | Promise<void>;

/**
 * Follows the activity log from now on, once in every process, for what lives in memory: sockets, the grid index,
 * cached sessions. Listeners get every row exactly once and in order while the process lives.
 */
@Injectable()
export class ActivityTail implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listeners = new Set<TailListener>();
  private at = 0;
  private lastRead = 0;
  private apart = APART_MS;
  private reading: Promise<void> | null = null;
  private started: Promise<void> | null = null;
  private again = false;
  private closed = false;
  private timer: NodeJS.Timeout | null = null;
  private forget: (() => void) | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(ActivitySignal) private readonly signal: ActivitySignal,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  /** Takes its place in the log; the first call counts, later ones wait for it. */
  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  /** Position up to which every listener has been told. */
  get position(): number {
    return this.at;
  }

  listen(listener: TailListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once everything final at this moment has been delivered. */
  async settled(): Promise<void> {
    const goal = await currentPosition(this.db);
    while (this.at < goal && !this.closed) {
      this.wake();
      await this.reading;
    }
  }

  /** Before the database connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    this.forget?.();
    if (this.timer) clearTimeout(this.timer);
    await this.reading;
  }

  private async begin(): Promise<void> {
    this.at = await currentPosition(this.db);
    this.forget = this.signal.onRing(() => {
      this.wake();
    });
    this.wake();
  }

  private wake(): void {
    if (this.closed) return;
    this.again = true;
    this.reading ??= this.drain().finally(() => {
      this.reading = null;
      // Rung between the last look and now.
      if (this.again) this.wake();
    });
  }

  private async drain(): Promise<void> {
    let wait = POLL_MS;
    try {
      while (this.again && !this.closed) {
        this.again = false;
        await this.keepApart();
        wait = await this.readOnce();
      }
    } catch (error) {
      log.warn({ error }, 'activity could not be read, trying again');
    }
    if (this.closed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.wake();
    }, wait);
  }

  private async keepApart(): Promise<void> {
    const early = this.lastRead + this.apart - performance.now();
    if (early > 0) await new Promise((resume) => setTimeout(resume, early));
    this.lastRead = performance.now();
  }

  private async readOnce(): Promise<number> {
    const { rows, held, position } = await readActivity(this.db, this.at, BATCH);
    if (rows.length > 0) await this.deliver(rows, position);
    this.at = position;
    this.apart = rows.length > LOAD_ROWS ? APART_UNDER_LOAD_MS : APART_MS;
    if (rows.length === BATCH) {
      this.again = true;
      this.lastRead = 0;
    }
    return held ? HELD_MS : POLL_MS;
  }

  private async deliver(rows: readonly ActivityWire[], position: number): Promise<void> {
    for (const listener of this.listeners) {
      try {
        await listener(rows, position);
      } catch (error) {
        log.error({ error }, 'a listener of the activity log failed');
      }
    }
  }
}
