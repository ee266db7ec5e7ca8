// `npm run cli -- <command>`: the command line with the same database as `npm start` has.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { dataDirectory, runningDatabase, takeDataDirectory } from './shared/data-directory.mjs';
import { ensureInstalled } from './shared/install.mjs';
import { LockHeld, pause } from './shared/processes.mjs';
import { complain, root } from './shared/say.mjs';

const dataDir = dataDirectory();

process.exitCode = await main();

async function main() {
  try {
    await ensureInstalled();
    await ensureBuilt();
    if (process.env.DATABASE_URL) return await command(process.env.DATABASE_URL);
    return await withEmbedded();
  } catch (error) {
    process.stderr.write(`${error.message ?? error}\n`);
    return 1;
  }
}

/** Uses the database of a running server; without one, starts it for this command. Two such commands take turns. */
async function withEmbedded() {
  for (let told = false; ; told = true) {
    try {
      return await withOwnDatabase(await takeDataDirectory(dataDir, 'cli'));
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
      if (error.holder.purpose !== 'cli') return command(await waitForDatabase(error.holder));
      if (!told)
        complain(
          `等待另一个命令结束（进程 ${error.holder.pid}）…`,
          `Waiting for another command (process ${error.holder.pid})…`,
        );
      await pause(500);
    }
  }
}

async function withOwnDatabase(directory) {
  // Ctrl-C goes to the command as well; this process stays to stop the database after it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  let database;
  try {
    database = await directory.startDatabase();
    return await command(database.databaseUrl);
  } finally {
    database?.stop();
    directory.release();
  }
}

async function waitForDatabase(holder) {
  for (let tries = 0; tries < 300; tries++) {
    const url = runningDatabase(dataDir);
    if (url) return url;
    await pause(200);
  }
  throw new Error(
    `数据目录被进程 ${holder.pid} 占用，但数据库没有就绪。 / Process ${holder.pid} holds the data directory, but its database is not ready.`,
  );
}

function command(databaseUrl) {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', join(root, 'dist/apps/cli/src/main.js'), ...process.argv.slice(2)],
      {
        cwd: process.env.INIT_CWD ?? process.cwd(),
        env: {
          ...process.env,
          DATABASE_URL: databaseUrl,
          FILES_DIR: process.env.FILES_DIR || join(dataDir, 'files'),
          LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
        },
        stdio: 'inherit',
      },
    );
    child.on('error', () => done(1));
    child.on('exit', (code) => done(code ?? 1));
  });
}
