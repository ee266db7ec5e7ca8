import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
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
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '..', '..');
const COPIED = [
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.base.json',
  'scripts',
];
/** Settings of whoever runs the tests that must not reach the launcher under test. */
const FORGOTTEN =
  'DATABASE_URL INGRID_DEMO INGRID_DEMO_PASSWORD HOST NODE_OPTIONS NODE_ENV INIT_CWD npm_lifecycle_event'.split(
    ' ',
  );

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

/** A launcher that was started: everything it says, and its exit code once it ends. */
export interface Started {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

interface Account {
  uid: number;
  gid: number;
}

/** A tree with the real scripts and a stand-in for server and command line, so that starting and stopping alone is judged. */
export class LaunchTree {
  readonly folder = mkdtempSync(join(tmpdir(), 'ingrid-start-'));
  private readonly running = new Set<ChildProcess>();

  private constructor(readonly port: number) {}

  static async build(): Promise<LaunchTree> {
    const tree = new LaunchTree(await freePort());
    chmodSync(tree.folder, 0o711);
    for (const file of COPIED)
      cpSync(join(ROOT, file), join(tree.folder, file), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(tree.folder, 'node_modules'));
    tree.writeApp('server', SERVER);
    tree.writeApp('cli', CLI);
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], {
      cwd: tree.folder,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`);
    return tree;
  }

  private writeApp(app: string, text: string): void {
    mkdirSync(join(this.folder, 'apps', app, 'src'), { recursive: true });
    const config = join('apps', app, 'tsconfig.build.json');
    cpSync(join(ROOT, config), join(this.folder, config));
    writeFileSync(join(this.folder, 'apps', app, 'src/main.ts'), text);
  }

  /** Ends what a test left running. */
  async quiet(): Promise<void> {
    this.running.forEach((child) => child.kill('SIGTERM'));
    for (let tries = 0; tries < 300 && this.running.size > 0; tries++) await pause(100);
  }

  async remove(): Promise<void> {
    await this.quiet();
    rmSync(this.folder, { recursive: true, force: true });
  }

  environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !FORGOTTEN.includes(name));
    return { ...Object.fromEntries(own), PORT: String(this.port), DATA_DIR: 'data', ...more };
  }

  /** Starts any program in the tree. */
  run(words: string[], env: Record<string, string> = {}, account?: Account): Started {
    const child = spawn(process.execPath, words, {
      cwd: this.folder,
      env: this.environment(env),
      ...account,
    });
    this.running.add(child);
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString()));
    child.stderr.on('data', (part: Buffer) => (text += part.toString()));
    // 'exit', not 'close': a server that outlives its killed launcher keeps the pipe open.
    const ended = new Promise<number | null>((done) =>
      child.on('exit', (code) => setTimeout(done, 100, code)),
    );
    void ended.then(() => this.running.delete(child));
    return { child, output: () => text, ended };
  }

  /** `npm start`, once it is ready. */
  async start(env?: Record<string, string>, account?: Account): Promise<Started> {
    return this.ready(this.run(['scripts/start.mjs'], env, account));
  }

  async ready(started: Started): Promise<Started> {
    for (let tries = 0; tries < 600 && !started.output().includes('press Ctrl-C'); tries++) {
      if (started.child.exitCode !== null) throw new Error(started.output());
      await pause(50);
    }
    return started;
  }

  async cli(...words: string[]): Promise<{ code: number | null; output: string }> {
    const ran = this.run(['scripts/cli.mjs', ...words]);
    return { code: await ran.ended, output: ran.output() };
  }

  /** Process numbers of the running server and database. */
  pids(): { server: number; postgres: number } {
    // The shapes are those of scripts/shared/data-directory.mjs.
    const lock = this.readData('ingrid.lock') as { server: { pid: number } };
    const database = this.readData('database.json') as { pid: number };
    return { server: lock.server.pid, postgres: database.pid };
  }

  private readData(name: string): unknown {
    return JSON.parse(readFileSync(join(this.folder, 'data', name), 'utf8'));
  }

  /** What the stand-in server answers. */
  async ask(path: string): Promise<{ demo: string; database: string }> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`);
    return (await response.json()) as { demo: string; database: string };
  }
}

export function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
