import 'reflect-metadata';
import { loadDemo } from '@ingrid/demo';
import { log, readConfig } from '@ingrid/platform';

/** Runs as a process of its own, so that the server does not keep the memory of 60 played days. */
async function main(): Promise<void> {
  const config = readConfig();
  const loaded = await loadDemo(config, (share) => {
    log.info({ percent: Math.round(share * 100) }, 'loading the demo district');
  });
  log.info({ loaded }, 'demo district ready');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.fatal({ error }, 'the demo district could not be loaded');
    process.exit(1);
  },
);
