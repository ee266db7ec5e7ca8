import { AppModule } from '@ingrid/assembly';
import {
  type Config,
  log,
  NestLog,
  readConfig,
  type ServerRole,
  setLogLevel,
} from '@ingrid/platform';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration of a command: as the server's, with a quiet log. Without roles it is only looked at: `live` needs a
 * port, so a program for a command never plays it.
 */
export function configOf(environment: Environment, roles: readonly ServerRole[]): Config {
  const level = environment['LOG_LEVEL'];
  return readConfig({
    ...environment,
    INGRID_ROLES: roles.length === 0 ? 'http' : roles.join(),
    LOG_LEVEL: level === undefined || level === '' ? 'warn' : level,
  });
}

/** The whole program without a port, for one command. */
export async function withProgram<T>(
  config: Config,
  act: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  setLogLevel(config.LOG_LEVEL);
  const app = await NestFactory.createApplicationContext(AppModule.with(config), {
    logger: new NestLog(),
    abortOnError: false,
  });
  try {
    return await act(app);
  } finally {
    await app.close().catch((error: unknown) => {
      log.warn({ error }, 'the program did not close well');
    });
  }
}
