import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { type Config } from '../config/config.js';
import { useJsonBodies } from './body-parser.js';
import { refuseOtherForms } from './form.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { requestProblems } from './request.problems.js';
import { discardUnread } from './unread.js';
import { validation } from './validation.js';

export const LARGEST_UPLOAD = 50 * 1024 * 1024;

export function httpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: ownProxies(config.TRUST_PROXY),
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    multipart: false,
    // What is refused before a route is found: broken escapes, overlong parts.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(request, reply, error);
    },
  });
}

/** Believes the header as far as one's own proxies wrote it: with `true` the sender would choose its own address. */
function ownProxies(count: number): false | ((address: string, hop: number) => boolean) {
  return count > 0 && ((_address, hop) => hop < count);
}

/** Everything a request passes before and after our own code, the same for the server and for tests. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  useJsonBodies(server);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: [`'self'`],
        scriptSrc: [`'self'`],
        // Element Plus sets sizes and positions as inline styles.
        styleSrc: [`'self'`, `'unsafe-inline'`],
        imgSrc: [`'self'`, 'data:', 'blob:', ...originOf(config.TILE_URL)],
        connectSrc: [`'self'`, ...originOf(config.TILE_URL)],
        workerSrc: [`'self'`],
        frameAncestors: [`'none'`],
        upgradeInsecureRequests: config.SECURE_COOKIES ? [] : null,
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: config.SECURE_COOKIES,
  });
  await app.register(cookie);
  await app.register(compress, { threshold: 2_048 });
  await app.register(multipart, {
    limits: { fileSize: LARGEST_UPLOAD, files: 1, fields: 20, fieldSize: 4_096 },
  });
  refuseOtherForms(server);
  discardUnread(server, LARGEST_UPLOAD);
  app.setGlobalPrefix('api/v1', { exclude: ['healthz', 'readyz', 'metrics'] });
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter());
  await serveWeb(app, server, config);
}

function originOf(url: string | undefined): string[] {
  const origin = /^(https?:\/\/[^/{]+)/.exec(url ?? '')?.[1];
  return origin === undefined ? [] : [origin.replace('{s}', '*')];
}

/** Serves the built web application; its own router decides on every path that is not a file or the API. */
async function serveWeb(
  app: NestFastifyApplication,
  server: FastifyInstance,
  config: Config,
): Promise<void> {
  const root = resolve(config.WEB_DIR);
  const hasWeb = config.WEB_DIR !== '' && existsSync(resolve(root, 'index.html'));
  if (hasWeb) {
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Built files carry a hash in their name; everything else must be asked for again.
        void reply.header(
          'Cache-Control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  const onlyHealth = !config.INGRID_ROLES.includes('http');
  server.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '/';
    // A server of live streams or background work answers its supervisor and nobody else.
    if (onlyHealth && !/^\/(healthz|readyz|metrics)$/.test(path)) {
      sendProblem(request, reply, requestProblems.noRoute({}));
      return;
    }
    const isPage =
      hasWeb &&
      request.is404 &&
      request.method === 'GET' &&
      !/^\/(api|live)(\/|$)/.test(path) &&
      !/\.\w{1,8}$/.test(path);
    if (isPage) void reply.header('Cache-Control', 'no-cache').sendFile('index.html');
    else if (request.is404) sendProblem(request, reply, requestProblems.noRoute({}));
    else done();
  });
}
