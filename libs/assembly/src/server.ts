import { type Clock } from '@ingrid/kernel';
import {
  type Config,
  configureHttp,
  httpAdapter,
  measureHttp,
  NestLog,
  serveApiDocs,
  setLogLevel,
} from '@ingrid/platform';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';

export interface RunningServer {
  readonly app: NestFastifyApplication;
  /** For example `http://127.0.0.1:3000`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the program and lets it listen. A server without the role `http` answers only health and metrics. */
export async function createServer(
  config: Config,
  options: { clock?: Clock; port?: number } = {},
): Promise<RunningServer> {
  setLogLevel(config.LOG_LEVEL);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, options.clock),
    httpAdapter(config),
    {
      logger: new NestLog(),
      bodyParser: false,
      abortOnError: false,
    },
  );
  measureHttp(app.getHttpAdapter().getInstance());
  await configureHttp(app, config);
  serveApiDocs(app);
  await app.listen(options.port ?? config.PORT, config.HOST);
  return { app, address: await app.getUrl(), close: () => app.close() };
}
