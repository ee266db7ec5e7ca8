// Who is running: processes told apart by pid AND start time, because a pid is given out again after a crash or a reboot.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Identity of a running process ("<state-free start time>"), or undefined when it is gone or only a zombie. */
export function startMark(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; after it: state ppid … starttime is the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `t${fields[19]}`;
  } catch (error) {
    if (process.platform === 'linux') return error.code === 'EACCES' ? 'unknown' : undefined;
  }
  return startMarkByPs(pid);
}

function startMarkByPs(pid) {
  const ps = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  if (ps.status !== 0 || !ps.stdout.trim() || ps.stdout.trim().startsWith('Z')) return undefined;
  return ps.stdout.trim().split(/\s+/).slice(1).join('-');
}

/** Is it still the very process whose mark we wrote down? */
export function isSameProcess(pid, mark) {
  return mark !== undefined && startMark(pid) === mark;
}

/** The command line of a process, '' when unknown. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.stdout?.trim() ?? '';
  }
}

/** The processes above this one up to npm, when npm started it: npm that is killed does not pass that on. */
export function npmAbove() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return [];
  const shell = parentOf(process.pid);
  const above = isShell(shell) ? [shell, parentOf(shell)] : [shell];
  return above
    .map((pid) => ({ pid, mark: startMark(pid) }))
    .filter(({ mark }) => mark !== undefined);
}

const isShell = (pid) => /^(\S*\/)?(ba|da|z)?sh /.test(commandLine(pid));

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return Number(
      spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim(),
    );
  }
}

/** Ends a process politely, then not; waits at most `waitMs`. */
export async function endProcess(pid, mark, waitMs = 8000) {
  const started = Date.now();
  const send = (signal) => {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone already: that is what we want.
    }
  };
  send('SIGTERM');
  while (isSameProcess(pid, mark) && Date.now() - started < waitMs) await pause(100);
  if (isSameProcess(pid, mark)) send('SIGKILL');
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class LockHeld extends Error {
  constructor(holder) {
    super(`held by process ${holder.pid}`);
    this.holder = holder;
  }
}

/** Reads who holds a lock file; undefined when nobody alive does. */
export function lockHolder(file) {
  const holder = readJson(file);
  return holder && isSameProcess(holder.pid, holder.mark) ? holder : undefined;
}

export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes so that a reader sees the old text or the new one, never half; only its owner reads it unless told otherwise. */
export function writeJson(file, value, mode = 0o600) {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode });
  chmodSync(next, mode);
  renameSync(next, file);
}

/**
 * Takes a lock file for this process. A lock left by a dead process is taken over and its content returned as `left`,
 * so that the caller can clear up what that process had running.
 */
export function takeLock(file, info = {}) {
  const mine = { ...info, pid: process.pid, mark: startMark(process.pid) };
  const holder = lockHolder(file);
  if (holder) throw new LockHeld(holder);
  const left = readJson(file);
  rmSync(file, { force: true });
  try {
    writeFileSync(file, `${JSON.stringify(mine)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    throw new LockHeld(readJson(file) ?? { pid: 0 });
  }
  let current = mine;
  return {
    left,
    note(more) {
      current = { ...current, ...more };
      writeJson(file, current);
    },
    release() {
      if (readJson(file)?.mark === mine.mark) rmSync(file, { force: true });
    },
  };
}
