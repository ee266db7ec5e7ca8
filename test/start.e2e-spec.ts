import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

// The launcher with the real database and a stand-in server, so that what is judged is starting and stopping alone.
const ROOT = resolve(import.meta.dirname, '..');

const SERVER = `
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  response.end(JSON.stringify({ demo: process.env['INGRID_DEMO'], database: process.env['DATABASE_URL'] }));
});
server.listen(Number(process.env['PORT']), process.env['HOST']);
process.on('SIGTERM', () => server.close(() => process.exit(0)).closeAllConnections());
`;
const CLI = `
import pg from 'pg';
const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
await client.connect();
await client.query('create table if not exists kept (word text)');
if (process.argv[2]) await client.query('insert into kept values ($1)', [process.argv[2]]);
const found = await client.query('select word from kept order by word');
process.stdout.write('kept: ' + found.rows.map((row) => row.word).join(' ') + '\\n');
await client.end();
if (process.argv[2] === 'fail') process.exit(7);
`;

interface Started {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

describe('npm start', () => {
  let tree: string;
  let port: number;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'ingrid-start-'));
    spawnSync('chmod', ['711', tree]);
    for (const file of [
      'package.json',
      'package-lock.json',
      'nest-cli.json',
      'tsconfig.base.json',
      'scripts',
    ]) {
      cpSync(join(ROOT, file), join(tree, file), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    for (const [app, text] of [
      ['server', SERVER],
      ['cli', CLI],
    ] as const) {
      mkdirSync(join(tree, 'apps', app, 'src'), { recursive: true });
      cpSync(
        join(ROOT, 'apps', app, 'tsconfig.build.json'),
        join(tree, 'apps', app, 'tsconfig.build.json'),
      );
      writeFileSync(join(tree, 'apps', app, 'src/main.ts'), text);
    }
    port = await freePort();
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], {
      cwd: tree,
      encoding: 'utf8',
    });
    expect(`${built.stdout}${built.stderr}`).toContain('Built server');
  }, 120_000);

  afterAll(async () => {
    running.forEach((child) => child.kill('SIGTERM'));
    await pause(500);
    rmSync(tree, { recursive: true, force: true });
  });

  function launch(script: string, env: Record<string, string> = {}, words: string[] = []): Started {
    const child = spawn(process.execPath, [join('scripts', script), ...words], {
      cwd: tree,
      env: { ...clean(), PORT: String(port), DATA_DIR: 'data', ...env },
    });
    running.add(child);
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString()));
    child.stderr.on('data', (part: Buffer) => (text += part.toString()));
    const ended = new Promise<number | null>((done) =>
      child.on('exit', (code) => setTimeout(done, 100, code)),
    );
    // 'exit', not 'close': a server that outlives its killed launcher keeps the pipe open.
    void ended.then(() => running.delete(child));
    return { child, output: () => text, ended };
  }

  async function launched(env?: Record<string, string>): Promise<Started> {
    const started = launch('start.mjs', env);
    for (let tries = 0; tries < 300 && !started.output().includes('is ready'); tries++) {
      if (started.child.exitCode !== null) throw new Error(started.output());
      await pause(100);
    }
    return started;
  }

  async function cli(...words: string[]): Promise<{ code: number | null; output: string }> {
    const ran = launch('cli.mjs', {}, words);
    return { code: await ran.ended, output: ran.output() };
  }

  const pids = (): { server: number; postgres: number } => ({
    // The lock file's shape (scripts/shared/data-directory.mjs).
    server: (
      JSON.parse(readFileSync(join(tree, 'data/ingrid.lock'), 'utf8')) as {
        server: { pid: number };
      }
    ).server.pid,
    postgres: (
      JSON.parse(readFileSync(join(tree, 'data/database.json'), 'utf8')) as { pid: number }
    ).pid,
  });

  it('says where it is and who may log in, and stops server and database on Ctrl-C', async () => {
    const started = await launched();
    const { server, postgres } = pids();
    expect(started.output()).toContain(`http://127.0.0.1:${port}`);
    expect(started.output()).toMatch(/resident resident2 worker .* admin/);
    expect(started.output()).toContain('gezhong-demo');
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
    expect([isAlive(server), isAlive(postgres)]).toEqual([false, false]);
  }, 60_000);

  it('starts again within 8 seconds without building, and keeps the data', async () => {
    await cli('kept-by-cli');
    const begun = Date.now();
    const started = await launched();
    expect(Date.now() - begun).toBeLessThan(8000);
    expect(started.output()).not.toContain('Building');
    expect((await cli()).output).toContain('kept: kept-by-cli');
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  }, 60_000);

  it('refuses a second start in the same data directory, naming process and address', async () => {
    const first = await launched();
    const second = launch('start.mjs', { PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`process ${first.child.pid ?? 0}`);
    expect(second.output()).toContain(`http://127.0.0.1:${port}`);
    expect((await answer('/')).demo).toBe('1');
    first.child.kill('SIGINT');
    await first.ended;
  }, 60_000);

  it('lets the command line use the running database and its exit code through', async () => {
    const started = await launched();
    expect(await cli('while-running')).toMatchObject({
      code: 0,
      output: expect.stringContaining('while-running'),
    });
    expect((await cli('fail')).code).toBe(7);
    started.child.kill('SIGINT');
    await started.ended;
  }, 60_000);

  it('says which port is taken by another program', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await pause(50);
    const address = other.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    const started = launch('start.mjs', { PORT: String(taken) });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`Port ${taken} is taken by another program`);
    other.close();
  }, 30_000);

  it.each([
    ['the launcher', ['launcher']],
    ['the database', ['postgres']],
    ['launcher and database', ['launcher', 'postgres']],
    ['everything', ['launcher', 'server', 'postgres']],
  ])(
    'recovers by itself after kill -9 of %s',
    async (_what, victims) => {
      const started = await launched();
      await cli(`before-${victims.join('-')}`);
      const all = { ...pids(), launcher: started.child.pid ?? 0 };
      for (const victim of victims) process.kill(all[victim as keyof typeof all], 'SIGKILL');
      await started.ended;
      const again = await launched();
      expect((await cli()).output).toContain(`before-${victims.join('-')}`);
      expect(isAlive(all.server)).toBe(false);
      again.child.kill('SIGINT');
      expect(await again.ended).toBe(0);
    },
    90_000,
  );

  it('starts over a pid file whose number now belongs to another program', async () => {
    const file = join(tree, 'data/postgres/pg/postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dirname(file)}\n`);
    const started = await launched();
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  }, 60_000);

  it('stops the database and fails when the server crashes', async () => {
    const started = await launched();
    const { postgres } = pids();
    await answer('/crash').catch(() => undefined);
    expect(await started.ended).toBe(3);
    expect(started.output()).toContain('stopped unexpectedly');
    expect(isAlive(postgres)).toBe(false);
  }, 60_000);

  it('ends the server and says so when the database is lost', async () => {
    const started = await launched();
    const { server, postgres } = pids();
    process.kill(postgres, 'SIGKILL');
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('The database stopped unexpectedly');
    expect(isAlive(server)).toBe(false);
  }, 60_000);

  it('is no demo with DATABASE_URL and starts no database then', async () => {
    const started = await launched({
      DATABASE_URL: 'postgres://someone@127.0.0.1:1/somewhere',
      DATA_DIR: 'other',
    });
    expect(await answer('/')).toEqual({
      demo: '0',
      database: 'postgres://someone@127.0.0.1:1/somewhere',
    });
    expect(started.output()).not.toContain('gezhong-demo');
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  }, 60_000);

  async function answer(path: string): Promise<{ demo: string; database: string }> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return (await response.json()) as { demo: string; database: string };
  }
});

function clean(): NodeJS.ProcessEnv {
  const names = [
    'DATABASE_URL',
    'INGRID_DEMO',
    'INGRID_DEMO_PASSWORD',
    'HOST',
    'NODE_OPTIONS',
    'NODE_ENV',
    'INIT_CWD',
  ];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
