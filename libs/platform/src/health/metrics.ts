import { type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export const metrics = new Registry();

let started = false;

const duration = new Histogram({
  name: 'ingrid_http_request_seconds',
  help: 'Time of HTTP requests by route and status class',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

/** Routes are labelled by their pattern, never by an address that may hold an id. */
export function measureHttp(server: FastifyInstance): void {
  if (!started) collectDefaultMetrics({ register: metrics });
  started = true;
  server.addHook('onResponse', (request, reply, done) => {
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status },
      reply.elapsedTime / 1_000,
    );
    done();
  });
}
