import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, startMark } from './processes.mjs';

/** Environment of the database programs: nothing of ours leaks into them. */
export const programEnv = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/** Pid in the cluster's own pid file, undefined when there is none. */
export function postmasterPid(data) {
  try {
    return Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

/** Is the process of the pid file really the PostgreSQL of this folder, and not somebody who got its number later? */
export function isRunning(data) {
  const pid = postmasterPid(data);
  if (pid === undefined || startMark(pid) === undefined) return false;
  const words = commandLine(pid);
  return words.includes('postgres') && words.includes(data);
}

/** Stops the cluster of a place (see settle): open connections are ended, everything is written. Waits for the end. */
export function stopIn(place) {
  const data = join(place.home, 'pg');
  if (!isRunning(data)) return;
  const options = { ...place.account, cwd: '/', stdio: 'ignore', env: programEnv() };
  const stop = (mode) =>
    spawnSync(
      join(place.native, 'bin', 'pg_ctl'),
      ['stop', '-D', data, '-m', mode, '-w', '-t', '60', '-s'],
      options,
    );
  if (stop('fast').status !== 0 && isRunning(data)) stop('immediate');
}
