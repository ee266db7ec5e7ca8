import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { log } from '../log.js';

const CHANNEL = 'ingrid_activity';
const RECONNECT_MS = 1_000;
const NOTIFY_EVERY_MS = 15;

/**
 * Wakes the readers of the activity log: at once in this process, by NOTIFY in the others. It is only a bell, the
 * readers also look by themselves. It rings after the commit and not inside the transaction, because NOTIFY inside
 * makes every commit of the whole server wait for one lock.
 */
@Injectable()
export class ActivitySignal implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Set<() => void>();
  private client: pg.Client | null = null;
  private closed = false;
  private ringing: NodeJS.Timeout | null = null;
  private retry: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Config) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  onRing(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Call after a commit that wrote activity. */
  ring(): void {
    this.wakeHere();
    this.ringing ??= setTimeout(() => {
      this.ringing = null;
      if (!this.closed)
        this.db
          .query(`NOTIFY ${CHANNEL}`)
          .catch((error: unknown) => log.warn({ error }, 'bell not rung'));
    }, NOTIFY_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.ringing) clearTimeout(this.ringing);
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private wakeHere(): void {
    for (const listener of this.listeners) listener();
  }

  private async connect(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({ connectionString: this.config.DATABASE_URL, keepAlive: true });
    client.on('notification', () => {
      this.wakeHere();
    });
    client.on('error', () => {
      this.reconnectLater(client);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.client = client;
      this.wakeHere();
    } catch (error) {
      log.warn({ error }, 'cannot listen for activity, trying again');
      this.reconnectLater(client);
    }
  }

  private reconnectLater(client: pg.Client): void {
    client.removeAllListeners('error').on('error', () => undefined);
    void client.end().catch(() => undefined);
    this.client = null;
    if (this.closed || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      void this.connect();
    }, RECONNECT_MS);
  }
}
