import { createHash } from 'node:crypto';
import { type Once } from '@ingrid/platform';
import { ApiHeader } from '@nestjs/swagger';

/** Documents the Idempotency-Key of a route that does not read it by `@Headers` itself. */
export const TakesKey = (): MethodDecorator =>
  ApiHeader({ name: 'idempotency-key', required: false, schema: { type: 'string' } });

/** The caller's key is stored only as a hash, because a tracking code can be derived from it. */
export function onceOf(request: object, key: string | null): Once | undefined {
  if (key === null) return undefined;
  // One that is badly formed goes on as it is and is refused with its reason.
  const isWellFormed = /^[\w-]{16,100}$/.test(key);
  return {
    key: isWellFormed ? createHash('sha256').update(key).digest('base64url') : key,
    request,
  };
}
