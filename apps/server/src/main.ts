import 'reflect-metadata';
import { createServer, migrateDatabase } from '@ingrid/assembly';
import { loadDemo } from '@ingrid/demo';
import { log, readConfig } from '@ingrid/platform';

/** Starts one server process; which roles it plays is configuration. */
async function main(): Promise<void> {
  const config = readConfig();
  const migrations = await migrateDatabase(config.DATABASE_URL);
  log.info({ migrations }, 'database ready');
  if (config.INGRID_DEMO) {
    const loaded = await loadDemo(config, (share) => {
      log.info({ percent: Math.round(share * 100) }, 'loading the demo district');
    });
    log.info({ loaded }, 'demo district ready');
  }
  const server = await createServer(config);
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

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  log.fatal({ error }, 'the server could not start');
  process.exit(1);
});
