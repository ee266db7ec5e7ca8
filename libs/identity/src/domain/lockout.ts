/** What one kind of key (a login name, an address) may get wrong before it has to wait. */
export interface LockoutRule {
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
}

/** One person mistypes a few times; after that each further failure doubles the wait. */
export const PER_LOGIN: LockoutRule = { free: 5, firstWaitSeconds: 30, longestWaitSeconds: 3_600 };

/** A whole office can stand behind one address, so it gets more room and shorter waits. */
export const PER_ADDRESS: LockoutRule = { free: 30, firstWaitSeconds: 30, longestWaitSeconds: 900 };

/** Failures older than this are forgotten. */
export const FORGET_AFTER_HOURS = 24;

/** Seconds to wait after the given number of failures in a row; 0 while they are still free. */
export function waitAfter(failures: number, rule: LockoutRule): number {
  const beyond = failures - rule.free;
  if (beyond < 0) return 0;
  return Math.min(rule.firstWaitSeconds * 2 ** Math.min(beyond, 20), rule.longestWaitSeconds);
}
