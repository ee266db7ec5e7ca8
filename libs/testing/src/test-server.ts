import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type RunningServer } from '@ingrid/assembly';
import { type UnitWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import {
  ActivityReaders,
  ActivityTail,
  type Config,
  readConfig,
  Timers,
  UnitOfWork,
} from '@ingrid/platform';
import { makePerson, makeUnit, type TestPerson, type WantedPerson } from './people.js';
import { makeStreet, type TestStreet } from './street.js';
import { cloneDatabase, type TestDatabase } from './test-database.js';
import { TestClock } from './test-clock.js';
import { TestClient } from './test-client.js';

interface Ground {
  readonly database: TestDatabase;
  readonly files: string;
  readonly clock: TestClock;
  /** Who made it also removes it. */
  readonly owner: boolean;
}

/** A whole server on a database of its own. */
export class TestServer {
  readonly server: RunningServer;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly config: Config;
  private readonly files: string;
  private readonly owner: boolean;

  private constructor(server: RunningServer, ground: Ground, config: Config) {
    this.server = server;
    this.config = config;
    this.database = ground.database;
    this.files = ground.files;
    this.clock = ground.clock;
    this.owner = ground.owner;
  }

  /** With `beside`, a second process on the database, files and clock of another; close it before that one. */
  static async start(
    environment: Record<string, string> = {},
    beside?: TestServer,
  ): Promise<TestServer> {
    const ground = await groundFor(beside);
    const config = readConfig({
      DATABASE_URL: ground.database.url,
      LOG_LEVEL: 'error',
      DATABASE_POOL: '10',
      FILES_DIR: ground.files,
      WEB_DIR: '',
      PORT: '0',
      ...environment,
    });
    return new TestServer(await createServer(config, { clock: ground.clock }), ground, config);
  }

  /** What a second process shares with this one. */
  get ground(): Ground {
    const { database, files, clock, owner } = this;
    return { database, files, clock, owner };
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

  /** Somebody with these roles; without roles somebody who may nothing. */
  async aPerson(wanted: WantedPerson = {}): Promise<TestPerson> {
    return makePerson(this.get(IdentityService), this.get(UnitOfWork), wanted);
  }

  async aUnit(wanted: Partial<Omit<UnitWire, 'id'>> = {}): Promise<UnitWire> {
    return makeUnit(this.get(IdentityService), this.get(UnitOfWork), wanted);
  }

  /** A client that is logged in as this person, in a session of its own. */
  async as(person: { readonly id: string }): Promise<TestClient> {
    const { token } = await this.get(IdentityService).openSession(person.id);
    return this.client().withToken(token);
  }

  /** A street with one community of two by two grids, made through the services. */
  async aStreet(name?: string): Promise<TestStreet> {
    return makeStreet(this, name);
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
    if (!this.owner) return;
    await this.database.drop();
    await rm(this.files, { recursive: true, force: true });
  }
}

async function groundFor(beside: TestServer | undefined): Promise<Ground> {
  if (beside) return { ...beside.ground, owner: false };
  const files = await mkdtemp(join(tmpdir(), 'ingrid-files-'));
  return { database: await cloneDatabase(), files, clock: new TestClock(), owner: true };
}
