// A throw-away cluster in the temporary folder for tests and benches; whoever is killed is swept up by the next.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../postgres.mjs';
import { settle } from './postgres-home.mjs';
import { isSameProcess, readJson, startMark, writeJson } from './processes.mjs';
import { stopIn } from './postgres-stop.mjs';

const PREFIX = 'ingrid-temporary-';

/** Starts it; `stop()` ends it and removes everything (synchronously, so that an exit handler may call it). */
export async function startTemporaryPostgres({ durable = false } = {}) {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // The database's account must pass through; the cluster's own folder is closed.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'files'));
  writeJson(join(folder, 'owner.json'), { pid: process.pid, mark: startMark(process.pid) });
  const cluster = await startPostgres({ dataDir: join(folder, 'data'), durable });
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    cluster.stop();
    rmSync(cluster.home, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  return { ...cluster, folder: join(folder, 'files'), stop };
}

function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = readJson(join(folder, 'owner.json'));
    if (!owner || isSameProcess(owner.pid, owner.mark)) continue;
    try {
      const place = settle(join(folder, 'data'));
      stopIn(place);
      rmSync(place.home, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's: leave it.
    }
  }
}
