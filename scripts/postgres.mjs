// The embedded PostgreSQL: start, stop, and picking up after whatever happened last time.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pause, startMark } from './shared/processes.mjs';
import { settle } from './shared/postgres-home.mjs';
import { isRunning, postmasterPid, programEnv, stopIn } from './shared/postgres-stop.mjs';

const SUPERUSER = 'ingrid';
const DATABASE = 'ingrid';

/**
 * Starts a cluster in `dataDir` (made when absent) on a free loopback port with a password of its own.
 * `durable: false` gives up crash safety for speed: for tests only.
 * Returns { databaseUrl, urlOf(database), port, pid, stop() }. The database `ingrid` exists and is empty at first.
 */
export async function startPostgres({ dataDir, durable = true, tell = () => {} }) {
  const place = settle(dataDir);
  place.notes.forEach((note) => tell(note));
  const cluster = {
    ...place,
    dataDir,
    data: join(place.home, 'pg'),
    log: join(place.home, 'postgres.log'),
    durable,
  };
  if (!existsSync(join(cluster.data, 'PG_VERSION'))) {
    tell('新建数据库… / Creating the database…');
    await initialise(cluster);
  }
  await clearLeftover(cluster, tell);
  const port = await launch(cluster);
  const password = readFileSync(join(cluster.home, 'password'), 'utf8').trim();
  const urlOf = (database) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(urlOf);
  return {
    databaseUrl: urlOf(DATABASE),
    urlOf,
    home: cluster.home,
    port,
    pid: postmasterPid(cluster.data),
    stop: () => stopIn(cluster),
  };
}

async function initialise(cluster) {
  const fresh = `${cluster.data}.new`;
  const passwordFile = join(cluster.home, 'password');
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (cluster.account) chownSync(passwordFile, cluster.account.uid, cluster.account.gid);
  const args = [
    '-D',
    fresh,
    '-U',
    SUPERUSER,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(cluster.durable ? [] : ['--no-sync']),
  ];
  const { code, output } = await runAs(cluster, 'initdb', args);
  if (code !== 0) throw new Error(`initdb failed (${code}):\n${output}`);
  // Only a finished cluster gets the real name: one that was killed half-way is made again.
  renameSync(fresh, cluster.data);
}

// A launcher killed with -9 leaves its PostgreSQL running, or a pid file whose number now belongs to somebody else.
async function clearLeftover(cluster, tell) {
  const pid = postmasterPid(cluster.data);
  if (isRunning(cluster.data)) {
    tell(
      `上次没有正常结束，先停止遗留的数据库（进程 ${pid}）。 / A database of an earlier run is still there (process ${pid}); stopping it first.`,
    );
    stopIn(cluster);
  } else if (pid !== undefined && startMark(pid) !== undefined) {
    rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  }
}

/** Starts on a free port; a port lost to somebody else, or a memory segment still being released, is tried again. */
async function launch(cluster) {
  if (existsSync(cluster.log) && statSync(cluster.log).size > 5_000_000)
    truncateSync(cluster.log, 0);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    writeSettings(cluster, port);
    const { code, output } = await runAs(cluster, 'pg_ctl', [
      'start',
      '-D',
      cluster.data,
      '-l',
      cluster.log,
      '-w',
      '-t',
      '90',
      '-s',
    ]);
    if (code === 0) return port;
    if (attempt === 4)
      throw new Error(`PostgreSQL did not start:\n${output}\n${tail(cluster.log)}`);
    await pause(1000 * attempt);
  }
}

/** Two cores and a few hundred megabytes; nothing listens but loopback. */
function writeSettings(cluster, port) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    synchronous_commit: 'on',
    jit: 'off',
    random_page_cost: 1.1,
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    max_parallel_workers_per_gather: 1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    default_text_search_config: 'pg_catalog.simple',
    password_encryption: 'scram-sha-256',
    ...(cluster.durable
      ? {}
      : {
          shared_buffers: '128MB',
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          max_locks_per_transaction: 256,
        }),
  };
  const text = Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
  const file = join(cluster.data, 'postgresql.conf');
  writeFileSync(file, `# Written anew at every start by scripts/postgres.mjs\n${text}`);
  if (cluster.account) chownSync(file, cluster.account.uid, cluster.account.gid);
}

async function ensureDatabase(urlOf) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

// The output goes to a file, not a pipe: the started database keeps it open, and a pipe would then never close.
function runAs(cluster, program, args) {
  const outputFile = join(cluster.dataDir, `${program}.out`);
  const output = openSync(outputFile, 'w');
  return new Promise((done) => {
    const child = spawn(join(cluster.native, 'bin', program), args, {
      ...cluster.account,
      cwd: '/',
      env: programEnv(),
      stdio: ['ignore', output, output],
    });
    const finish = (code) => {
      closeSync(output);
      done({ code, output: readFileSync(outputFile, 'utf8') });
    };
    child.on('error', (error) => finish(error.message));
    child.on('exit', (code) => finish(code ?? 1));
  });
}

const tail = (file) =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-15).join('\n') : '';

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
