import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

/** Where a request comes from. */
export interface Sender {
  readonly address: string;
  /** An id that the app made for its device; anything can stand there, so it only ever helps to slow floods. */
  readonly deviceId: string | null;
  /** The Idempotency-Key. */
  readonly key: string | null;
}

const LONGEST = 100;

export const CurrentSender = createParamDecorator(
  (_: unknown, context: ExecutionContext): Sender => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const device = textOf(request.headers['x-device-id']).slice(0, LONGEST);
    return {
      address: request.ip,
      deviceId: device === '' ? null : device,
      key:
        request.headers['idempotency-key'] === undefined
          ? null
          : textOf(request.headers['idempotency-key']),
    };
  },
);

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : (header ?? []).join(',');
}
