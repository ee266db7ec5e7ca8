import { type FastifyInstance } from 'fastify';

/**
 * A request that was answered before all of it was read, such as a file that is too large: the rest is thrown away, so that
 * the next request on the same connection is heard. Who sends more than `most` bytes after the answer is cut off.
 */
export function discardUnread(server: FastifyInstance, most: number): void {
  server.addHook('onResponse', (request, _reply, done) => {
    const { raw } = request;
    if (!raw.readableEnded && !raw.destroyed) {
      let left = most;
      raw.unpipe();
      raw.on('data', (chunk: Buffer) => {
        left -= chunk.length;
        if (left < 0) raw.destroy();
      });
      raw.resume();
    }
    done();
  });
}
