// One data directory, one user of it at a time: the lock, the running database's address, and what a killed run left.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startPostgres } from '../postgres.mjs';
import {
  endProcess,
  isSameProcess,
  lockHolder,
  npmAbove,
  pause,
  readJson,
  startMark,
  takeLock,
  writeJson,
} from './processes.mjs';
import { makeDataDir } from './postgres-home.mjs';
import { root, say } from './say.mjs';

export const dataDirectory = () => resolve(root, process.env.DATA_DIR || '.data');

const lockFile = (dataDir) => join(dataDir, 'ingrid.lock');
const addressFile = (dataDir) => join(dataDir, 'database.json');

/**
 * Takes the data directory for this process; throws LockHeld when somebody alive has it.
 * A server left behind by a launcher that was killed is ended first: it would keep the port and the database.
 */
export async function takeDataDirectory(dataDir, purpose) {
  makeDataDir(dataDir);
  await waitForLeaving(lockFile(dataDir));
  const lock = takeLock(lockFile(dataDir), {
    purpose,
    above: npmAbove(),
    since: new Date().toISOString(),
  });
  rmSync(addressFile(dataDir), { force: true });
  const server = lock.left?.server;
  if (server && isSameProcess(server.pid, server.mark)) {
    say(
      `上次没有正常结束，先停止遗留的服务（进程 ${server.pid}）。`,
      `A server of an earlier run is still there (process ${server.pid}); stopping it first.`,
    );
    await endProcess(server.pid, server.mark);
  }
  return {
    noteServer: (pid, address) => lock.note({ server: { pid, mark: startMark(pid) }, address }),
    startDatabase: async () => {
      const cluster = await startPostgres({ dataDir, tell: (line) => say(line) });
      // Readable by its owner only: the address holds the password. `npm run cli` finds the running database here.
      writeJson(addressFile(dataDir), {
        url: cluster.databaseUrl,
        pid: cluster.pid,
        mark: startMark(cluster.pid),
      });
      return cluster;
    },
    noteStopping: () => lock.note({ stopping: true }),
    release: () => {
      rmSync(addressFile(dataDir), { force: true });
      lock.release();
    },
  };
}

// Whoever is on the way out (told to stop, or npm above it was killed) is waited for instead of complained about.
async function waitForLeaving(file) {
  const isLeaving = (holder) =>
    holder?.stopping || holder?.above?.some(({ pid, mark }) => !isSameProcess(pid, mark));
  for (let tries = 0; tries < 200; tries++) {
    const holder = lockHolder(file);
    if (!isLeaving(holder)) return;
    if (tries === 0)
      say(
        `上次的运行正在停止（进程 ${holder.pid}），稍候…`,
        `The last run is still stopping (process ${holder.pid}); waiting…`,
      );
    await pause(150);
  }
}

/** Address of the database that another process runs in this directory, undefined when none does (yet). */
export function runningDatabase(dataDir) {
  const running = lockHolder(lockFile(dataDir)) && readJson(addressFile(dataDir));
  return running && isSameProcess(running.pid, running.mark) ? running.url : undefined;
}
