import { createHash } from 'node:crypto';
import { type Once } from '@ingrid/platform';

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
