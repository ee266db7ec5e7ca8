import { type Once } from '../unit-of-work.js';

/** The caller's Idempotency-Key with what was asked, for `work.run`; undefined when the header was not sent. */
export function onceOf(key: string | undefined, request: unknown): Once | undefined {
  return key === undefined ? undefined : { key, request };
}
