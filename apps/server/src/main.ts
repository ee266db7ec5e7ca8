import 'reflect-metadata';
import { fork } from 'node:child_process';
import { createServer, migrateDatabase, type RunningServer } from '@ingrid/assembly';
import { IdentityService } from '@ingrid/identity';
import { type Config, log, readConfig } from '@ingrid/platform';

/** Starts one server process; which roles it plays is configuration. */
async function main(): Promise<void> {
  const config = readConfig();
  const migrations = await migrateDatabase(config.DATABASE_URL);
  log.info({ migrations }, 'database ready');
  if (config.INGRID_DEMO) await loadDemo();
  const server = await createServer(config);
  await sayHowToBegin(config, server);
  log.info({ address: server.address, roles: config.INGRID_ROLES }, 'ready');
  let closing = false;
  const stop = (signal: string): void => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'closing');
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function loadDemo(): Promise<void> {
  return new Promise((done, failed) => {
    const child = fork(new URL('./load-demo.js', import.meta.url));
    // Ctrl-C while it plays ends both; the next start goes on where it was.
    const end = (): void => {
      child.kill();
      process.exit(0);
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    child.on('exit', (code) => {
      process.off('SIGTERM', end).off('SIGINT', end);
      if (code === 0) done();
      else failed(new Error('the demo district could not be loaded'));
    });
  });
}

/** A new installation lets nobody in before somebody was named on the command line. */
async function sayHowToBegin(config: Config, { app }: RunningServer): Promise<void> {
  if (config.INGRID_DEMO || (await app.get(IdentityService, { strict: false }).hasAdministrator()))
    return;
  log.warn(
    'there is no administrator yet 还没有管理员: npm run cli -- create-admin --login <login> --name <name>',
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  log.fatal({ error }, 'the server could not start');
  process.exit(1);
});
