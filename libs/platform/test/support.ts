import 'reflect-metadata';
import { type Verb } from '@ingrid/contract';
import { type Clock } from '@ingrid/kernel';
import { schema } from '@ingrid/schema/platform';
import { cloneDatabase, type TestDatabase } from '@ingrid/testing';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Actor,
  Authenticator,
  configureHttp,
  httpAdapter,
  measureHttp,
  NestLog,
  PlatformModule,
  readConfig,
  serveApiDocs,
  setLogLevel,
} from '../src/index.js';

export const PERSON = '018f0000-0000-7000-8000-000000000001';
export const WORKER_TOKEN = 'token-of-a-worker-0000';

/** One known token; enough for what platform itself decides. */
class OneToken extends Authenticator {
  async actorOf(token: string): Promise<Actor | null> {
    if (token !== WORKER_TOKEN) return null;
    const verbs = new Set<Verb>(['incident.read', 'activity.read']);
    return new Actor({
      kind: 'person',
      personId: PERSON,
      unitId: null,
      sessionId: PERSON,
      grants: [{ role: 'worker', verbs, path: '44.4403' }],
    });
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: OneToken }], exports: [Authenticator] })
class OneTokenModule {}

export interface GroundOptions {
  readonly controllers?: Type[];
  readonly clock?: Clock;
  readonly environment?: Record<string, string>;
}

/** A server of nothing but the ground, on a database that may be shared with others of its kind. */
export async function ground(
  database: TestDatabase,
  options: GroundOptions = {},
): Promise<NestFastifyApplication> {
  const config = readConfig({
    DATABASE_URL: database.url,
    DATABASE_POOL: '6',
    LOG_LEVEL: 'silent',
    WEB_DIR: '',
    PORT: '0',
    ...options.environment,
  });
  setLogLevel(config.LOG_LEVEL);
  @Module({ controllers: options.controllers ?? [] })
  class Root {}
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: Root,
      imports: [OneTokenModule, PlatformModule.with(config, [schema], options.clock)],
    },
    httpAdapter(config),
    { logger: new NestLog(), bodyParser: false, abortOnError: false },
  );
  measureHttp(app.getHttpAdapter().getInstance());
  await configureHttp(app, config);
  serveApiDocs(app);
  await app.listen(0, '127.0.0.1');
  return app;
}

export { cloneDatabase, type TestDatabase };
