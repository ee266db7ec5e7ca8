import { setTimeout as pause } from 'node:timers/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, migrateDatabase } from '@ingrid/assembly';
import { IdentityService } from '@ingrid/identity';
import { Clock, newId } from '@ingrid/kernel';
import { type Config } from '@ingrid/platform';
import pg from 'pg';
import { type Call, type Command, DONE, textOption } from '../command.js';
import { configOf, type Environment } from '../program.js';
import { accountOf } from '../replay/account.js';
import { Api } from '../replay/api.js';
import { missingIn } from '../replay/data.js';
import { CommandFailed, UsageError } from '../terminal.js';

const PASSWORD = 'replay-of-real-data';
/** A Monday: limits are counted in working time, so the day on which the replay is run must not matter. */
const BEGINS = '2026-03-02T09:00:00+08:00';

/** Walks the whole journey on a database of its own, made for it and removed after it (unless `--keep`). */
export const replayCommand: Command = async (call) => {
  const folder = textOption(call, 'data');
  if (folder === undefined) {
    throw new UsageError({
      zh: '请给出数据目录：replay --data <目录>',
      en: 'Say where the data is: replay --data <folder>',
    });
  }
  const missing = missingIn(folder);
  if (missing.length > 0) {
    throw new CommandFailed({
      zh: `${folder} 里缺少：${missing.join('、')}`,
      en: `${folder} lacks ${missing.join(', ')}`,
    });
  }
  const files = await mkdtemp(join(tmpdir(), 'ingrid-replay-'));
  const database = await ownDatabase(configOf(call.environment, []).DATABASE_URL);
  try {
    await walk(call, folder, settings(call.environment, { files, url: database.url }));
  } finally {
    await rm(files, { recursive: true, force: true });
    if (call.options['keep'] === true) call.terminal.say(`DATABASE_URL=${database.url}`);
    else await database.drop();
  }
  return DONE;
};

async function walk({ terminal }: Call, folder: string, config: Config): Promise<void> {
  await migrateDatabase(config.DATABASE_URL);
  const clock = new ReplayClock(new Date(BEGINS));
  const server = await createServer(config, { clock, port: 0 });
  try {
    const admin = { login: 'replay', name: '演练管理员', password: PASSWORD };
    await server.app.get(IdentityService, { strict: false }).createFirstAdministrator(admin);
    const { api } = await new Api(server.address, null, terminal.language).logIn(
      admin.login,
      admin.password,
    );
    // The tables and the client it reads with are development dependencies: loaded only here.
    const { replay } = await import('../replay/journey.js');
    const result = await replay({
      admin: api,
      folder,
      password: PASSWORD,
      advance: (milliseconds) => {
        clock.advance(milliseconds);
      },
      say: (line) => {
        terminal.progress(line);
      },
    });
    for (const line of accountOf(result, terminal.language)) terminal.say(line);
  } finally {
    await pause(200);
    await server.close();
  }
}

/** Everything comes from one machine here, so what counts by address is off; the sessions outlive the moved clock. */
function settings(
  environment: Environment,
  { files, url }: { files: string; url: string },
): Config {
  return configOf(
    {
      ...environment,
      DATABASE_URL: url,
      FILES_DIR: files,
      HOST: '127.0.0.1',
      INGRID_DEMO: '0',
      WEB_DIR: '',
      SESSION_HOURS: '2000',
      INTAKE_PER_ADDRESS_HOUR: '0',
      INTAKE_PER_PHONE_HOUR: '0',
      INTAKE_PER_DEVICE_HOUR: '0',
    },
    ['http', 'live', 'worker'],
  );
}

class ReplayClock extends Clock {
  private offset: number;

  constructor(from: Date) {
    super();
    this.offset = from.getTime() - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}

async function ownDatabase(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `ingrid_replay_${newId().replaceAll('-', '')}`;
  await ask(url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => ask(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
