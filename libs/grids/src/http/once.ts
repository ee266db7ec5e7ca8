import { type Once } from '@ingrid/platform';

/** The Idempotency-Key of a creating request; absent for a caller that does not ask for it. */
export function onceOf(key: string | undefined, request: unknown): Once | undefined {
  return key === undefined ? undefined : { key, request };
}
