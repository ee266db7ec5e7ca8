import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type RunningServer } from '@ingrid/assembly';
import { ActivityReaders, ActivityTail, type Config, readConfig, Timers } from '@ingrid/platform';
import { cloneDatabase, type TestDatabase } from './test-database.js';
import { TestClock } from './test-clock.js';
import { TestClient } from './test-client.js';

/** A whole server on a database of its own. */
export class TestServer {
  private constructor(
    readonly server: RunningServer,
    readonly database: TestDatabase,
    readonly clock: TestClock,
    readonly config: Config,
    private readonly files: string,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<TestServer> {
    const database = await cloneDatabase();
    const files = await mkdtemp(join(tmpdir(), 'ingrid-files-'));
    const clock = new TestClock();
    const config = readConfig({
      DATABASE_URL: database.url,
      LOG_LEVEL: 'error',
      DATABASE_POOL: '10',
      FILES_DIR: files,
      WEB_DIR: '',
      PORT: '0',
      ...environment,
    });
    return new TestServer(await createServer(config, { clock }), database, clock, config, files);
  }

  get address(): string {
    return this.server.address;
  }

  /** A provider of the running server. */
  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.server.app.get<T>(token, { strict: false });
  }

  /** An HTTP client without a session. */
  client(): TestClient {
    return new TestClient(this.address);
  }

  /** Everything that follows from what has been committed has happened. */
  async settled(): Promise<void> {
    await this.get(ActivityReaders).settle();
    await this.get(ActivityTail).settled();
  }

  /** Fires the timers that are due by the test clock. */
  async runTimers(): Promise<number> {
    return this.get(Timers).runDue();
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.database.drop();
    await rm(this.files, { recursive: true, force: true });
  }
}
