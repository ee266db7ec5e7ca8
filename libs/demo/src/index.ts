import { Config, NestLog } from '@ingrid/platform';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { DemoModule } from './demo.module.js';
import { DemoService, FINISHED } from './demo.service.js';
import { StoryClock } from './story-clock.js';

/**
 * Fills an empty database with the demo district. A database that holds regions of its own is left alone; a demo that
 * was begun and broken off goes on.
 * @returns false when nothing was to be done
 */
export async function loadDemo(config: Config, say: (share: number) => void): Promise<boolean> {
  if (await isFinished(config.DATABASE_URL)) return false;
  const clock = new StoryClock();
  const quiet: Config = Object.assign(new Config(), config, { INGRID_ROLES: [] });
  const app = await NestFactory.createApplicationContext(DemoModule.with(quiet, clock), {
    logger: new NestLog(),
    abortOnError: false,
  });
  try {
    return await app.get(DemoService).ensure(clock, { password: config.INGRID_DEMO_PASSWORD, say });
  } finally {
    await app.close();
  }
}

/** Asked without building the program: it is the answer at every start but the first. */
async function isFinished(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query(
      `SELECT 1 FROM idempotency_keys WHERE scope = 'system' AND key = $1`,
      [FINISHED.key],
    );
    return found.rowCount === 1;
  } finally {
    await client.end();
  }
}
