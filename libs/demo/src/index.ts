import { type Config, NestLog } from '@ingrid/platform';
import { NestFactory } from '@nestjs/core';
import { DemoModule } from './demo.module.js';
import { DemoService } from './demo.service.js';
import { StoryClock } from './story-clock.js';

/**
 * Fills an empty database with the demo district. A database that holds regions of its own is left alone; a demo that
 * was begun and broken off goes on.
 * @returns false when nothing was to be done
 */
export async function loadDemo(config: Config, say: (share: number) => void): Promise<boolean> {
  const clock = new StoryClock();
  const quiet: Config = { ...config, INGRID_ROLES: [] };
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
