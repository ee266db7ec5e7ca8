// `npm start`: from a fresh clone to a page that can be used. Installs, builds, starts the database and the server, and
// stops them together. All configuration is by environment (see README); DATABASE_URL replaces the embedded database.
import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { dataDirectory, takeDataDirectory } from './shared/data-directory.mjs';
import { ensureInstalled } from './shared/install.mjs';
import { isSameProcess, LockHeld, npmAbove, pause, startMark } from './shared/processes.mjs';
import { complain, killRunning, root, say, seconds } from './shared/say.mjs';

const ACCOUNTS =
  'resident resident2 worker worker2 dispatcher handler handler2 inspector supervisor admin';
// Generous: a slow machine that is still filling the demo district must not be cut off.
const READY_WITHIN_MS = 600_000;
const STOP_WITHIN_MS = 12_000;

const begun = Date.now();
const dataDir = dataDirectory();
const embedded = !process.env.DATABASE_URL;
const demo = process.env.INGRID_DEMO ? /^(1|true)$/.test(process.env.INGRID_DEMO) : embedded;
const host = (demo ? undefined : process.env.HOST) || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

let server;
let stopping = false;
let askedAt = 0;
let directory;

/** A reason to end that is for people: told without a stack. */
class Refusal extends Error {}
class Stopped extends Error {}

async function main() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // A terminal that was closed takes no more words; that must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  stopWithNpm();
  sayWhereDemoListens();
  let database;
  try {
    directory = embedded ? await takeDirectory() : undefined;
    await refuseTakenPort();
    await step(ensureInstalled);
    await step(async () => (await import('./build.mjs')).ensureBuilt());
    if (embedded) {
      say('正在启动数据库…', 'Starting the database…');
      database = await directory.startDatabase();
    }
    await step(() => {});
    return await serve(directory, database);
  } catch (error) {
    return explain(error);
  } finally {
    await endServer();
    if (database) {
      database.stop();
      say('数据库已停止。', 'The database has stopped.');
    }
    directory?.release();
  }
}

/** Nobody should look for the demonstration on a network where it is not. */
function sayWhereDemoListens() {
  if (demo && process.env.HOST && process.env.HOST !== host)
    complain(
      `演示模式的密码人人皆知，只在本机（${host}）开放，不理会 HOST=${process.env.HOST}。`,
      `Everybody knows the passwords of the demonstration: it listens on ${host} only, not on HOST=${process.env.HOST}.`,
    );
}

async function step(work) {
  if (stopping) throw new Stopped();
  await work();
  if (stopping) throw new Stopped();
}

function explain(error) {
  if (stopping || error instanceof Stopped) return 0;
  process.stderr.write(`${error instanceof Refusal ? error.message : (error.message ?? error)}\n`);
  return 1;
}

async function takeDirectory() {
  try {
    return await takeDataDirectory(dataDir, 'start');
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    const { pid, purpose, address: where } = error.holder;
    const what =
      purpose === 'cli'
        ? ['命令行正在使用', 'A command is using']
        : ['格中已在运行，数据目录为', 'Ingrid is already running in'];
    throw new Refusal(
      `${what[0]} ${dataDir}（进程 ${pid}${where ? `，${where}` : ''}）。请先停止它，或用 DATA_DIR 另选目录。\n` +
        `${what[1]} ${dataDir} (process ${pid}${where ? `, ${where}` : ''}). Stop it first, or choose another DATA_DIR.`,
    );
  }
}

function refuseTakenPort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', (error) => failed(new Refusal(portWords(error))));
    probe.listen(port, host, () => probe.close(done));
  });
}

function portWords({ code, message }) {
  if (code !== 'EADDRINUSE') return `${address}: ${message}`;
  return `端口 ${port} 已被别的程序占用。请停止那个程序，或换一个端口：PORT=${port + 1} npm start\nPort ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`;
}

/** Runs the server until it ends or is told to; the exit code. */
async function serve(directory, database) {
  say('正在启动服务…', 'Starting the server…');
  // Its own process group: Ctrl-C reaches only this launcher, which ends the server first and the database after it.
  server = spawn(
    process.execPath,
    ['--enable-source-maps', join(root, 'dist/apps/server/src/main.js')],
    {
      cwd: root,
      env: { ...process.env, ...serverSettings(database?.databaseUrl ?? process.env.DATABASE_URL) },
      stdio: 'inherit',
      detached: true,
    },
  );
  const ended = new Promise((done) => {
    server.on('error', (error) => done({ code: 1, why: error.message }));
    server.on('exit', (code, signal) => done({ code: code ?? 1, why: signal ?? `exit ${code}` }));
  });
  directory?.noteServer(server.pid, address);
  const first = await Promise.race([ended, ready()]);
  if (first === 'ready') greet();
  if (first === 'late')
    throw new Error(
      `服务没有在 ${READY_WITHIN_MS / 1000} 秒内就绪。 / The server was not ready in time.`,
    );
  const { code, why } = await Promise.race([ended, databaseLost(database)]);
  if (stopping) return 0;
  if (code === 'lost') {
    complain(
      '数据库意外停止，再次启动即可恢复。',
      'The database stopped unexpectedly; the next start recovers it.',
    );
    return 1;
  }
  complain(`服务意外停止（${why}）。`, `The server stopped unexpectedly (${why}).`);
  return code || 1;
}

async function databaseLost(database) {
  const mark = database && startMark(database.pid);
  while (!database || isSameProcess(database.pid, mark)) await pause(1000);
  return { code: 'lost' };
}

function serverSettings(databaseUrl) {
  const given = process.env;
  return {
    DATABASE_URL: databaseUrl,
    HOST: host,
    PORT: String(port),
    INGRID_DEMO: demo ? '1' : '0',
    FILES_DIR: given.FILES_DIR || join(dataDir, 'files'),
    WEB_DIR: given.WEB_DIR ?? join(root, 'dist/web'),
    LOG_LEVEL: given.LOG_LEVEL || (demo ? 'warn' : 'info'),
    NODE_ENV: given.NODE_ENV || 'production',
  };
}

async function ready() {
  const serverBegun = Date.now();
  const slow = setTimeout(
    () =>
      say(
        '正在建立演示街道的数据（首次启动需要一会儿）…',
        'Preparing the data (the first start takes a little)…',
      ),
    4000,
  );
  try {
    while (!stopping && isAlive(server) && Date.now() - serverBegun < READY_WITHIN_MS) {
      if (await answersReady()) return 'ready';
      await pause(150);
    }
    return stopping || !isAlive(server) ? 'ended' : 'late';
  } finally {
    clearTimeout(slow);
  }
}

function answersReady() {
  return new Promise((done) => {
    const request = get(`${address}/readyz`, { timeout: 2000 }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(false));
  });
}

function greet() {
  say(`\n  格中已就绪（${seconds(begun)}）：${address}`, `Ingrid is ready: ${address}`);
  if (demo) {
    const password = process.env.INGRID_DEMO_PASSWORD ? '= INGRID_DEMO_PASSWORD' : 'gezhong-demo';
    say(`  演示账号 / demo accounts: ${ACCOUNTS}`);
    say(`  密码 / password: ${password}`);
  }
  say('  按 Ctrl-C 停止', 'press Ctrl-C to stop\n');
}

// npm passes Ctrl-C on although the terminal already did: the second of a pair is not impatience.
function stop() {
  if (stopping && Date.now() - askedAt > 1500 && isAlive(server))
    return process.kill(server.pid, 'SIGKILL');
  if (stopping) return;
  stopping = true;
  askedAt = Date.now();
  directory?.noteStopping();
  say('\n正在停止…', 'Stopping…');
  killRunning();
  server?.kill('SIGTERM');
  setTimeout(() => isAlive(server) && server.kill('SIGKILL'), STOP_WITHIN_MS).unref();
}

function stopWithNpm() {
  const above = npmAbove();
  const look = () => above.some(({ pid, mark }) => !isSameProcess(pid, mark)) && stop();
  setInterval(look, 500).unref();
}

async function endServer() {
  if (!isAlive(server)) return;
  server.kill('SIGTERM');
  for (let waited = 0; waited < STOP_WITHIN_MS && isAlive(server); waited += 100) await pause(100);
  if (isAlive(server)) server.kill('SIGKILL');
}

function isAlive(child) {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

process.exit(await main());
