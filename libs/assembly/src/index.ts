import { migrate } from '@ingrid/platform';
import { schemas } from './schemas.js';

export { AppModule } from './app.module.js';
export { createServer, type RunningServer } from './server.js';
export { schemas } from './schemas.js';

/** Brings the database at `url` to the newest schema; answers how many migrations ran. */
export async function migrateDatabase(url: string): Promise<number> {
  return migrate({ url, pool: 3 }, schemas);
}
