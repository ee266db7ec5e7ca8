import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TestClient } from '@ingrid/testing';
import { freePort, isAlive } from './launcher/launch-tree.js';

const ROOT = resolve(import.meta.dirname, '..');
/** "Resident memory of the server at rest ≤ 250 MB without the database." */
const MOST_AT_REST_KB = 250 * 1024;
/** Settings of whoever runs the tests that are not those of somebody who types `npm start`. */
const FORGOTTEN = /^(DATABASE_URL|INGRID_|HOST$|NODE_|INIT_CWD|npm_|TEST_)/;

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** From typing the command to the page, in seconds. */
  readonly seconds: number;
}

// It brings its own database; once is enough.
const onOwnDatabase = process.env['TEST_DATABASE_URL'] ? describe.skip : describe;

onOwnDatabase('npm start of the whole product', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ingrid-product-'));
  const data = join(folder, 'data');
  let port: number;
  let running: Running | null = null;

  beforeAll(async () => {
    chmodSync(folder, 0o711);
    port = await freePort();
  });

  afterAll(async () => {
    if (running) await stop(running);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const address = (): string => `http://127.0.0.1:${port}`;

  async function start(): Promise<Running> {
    const begun = Date.now();
    const env = Object.entries(process.env).filter(([name]) => !FORGOTTEN.test(name));
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: ROOT,
      env: { ...Object.fromEntries(env), PORT: String(port), DATA_DIR: data },
    });
    let output = '';
    child.stdout.on('data', (part: Buffer) => (output += part.toString()));
    child.stderr.on('data', (part: Buffer) => (output += part.toString()));
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    while (!output.includes('Ingrid is ready')) {
      if (child.exitCode !== null) throw new Error(output);
      await pause(50);
    }
    expect((await fetch(address())).status).toBe(200);
    return { child, ended, seconds: (Date.now() - begun) / 1000 };
  }

  async function stop({ child, ended }: Running): Promise<number | null> {
    child.kill('SIGINT');
    return ended;
  }

  /** What the app shows to a demo account. */
  async function matters(): Promise<unknown[]> {
    const login = { login: 'dispatcher', password: 'gezhong-demo' };
    const answer = await new TestClient(address()).post('/sessions', login);
    expect(answer.status).toBe(201);
    const { token } = answer.body as { token: string }; // what its route answers
    const list = await new TestClient(address()).withToken(token).get('/incidents?limit=100');
    return (list.body as { items: unknown[] }).items; // what its route answers
  }

  it('gives a page, accounts and a district that lives, and takes little memory at rest', async () => {
    running = await start();
    say(`first start, built: ${running.seconds.toFixed(1)} s`);
    const page = await (await fetch(address())).text();
    expect(page).toContain('<div id="app">');
    expect((await matters()).length).toBeGreaterThan(50);

    const { server } = JSON.parse(readFileSync(join(data, 'ingrid.lock'), 'utf8')) as {
      server: { pid: number }; // the shape is that of scripts/shared/data-directory.mjs
    };
    if (process.platform === 'linux') {
      await pause(5_000);
      const memory = residentKb(server.pid);
      say(`memory at rest: ${(memory / 1024).toFixed(0)} MB`);
      expect(memory).toBeLessThanOrEqual(MOST_AT_REST_KB);
    }
    expect(await stop(running)).toBe(0);
    running = null;
    expect(isAlive(server.pid)).toBe(false);
  }, 300_000);

  it('starts again with the same data, without building or filling it anew', async () => {
    running = await start();
    say(`later start: ${running.seconds.toFixed(1)} s (at most 8 s are promised)`);
    expect((await matters()).length).toBeGreaterThan(50);
    expect(await stop(running)).toBe(0);
    running = null;
  }, 120_000);
});

function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

// Times are shown and not judged: they depend on what else the machine does.
function say(figure: string): void {
  process.stdout.write(`npm start: ${figure}\n`);
}
