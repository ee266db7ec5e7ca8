/** A phone may lie without a network for a while, not for ever. */
export const OFFLINE_DAYS = 30;

const DAY = 86_400_000;
// Clocks of phones go wrong by some minutes; nobody has worked in the future.
const TOLERANCE = 3_600_000;

/** When the work was done, never after now; null where no honest phone would say so. */
export function offlineMoment(said: string, now: Date): Date | null {
  const at = Date.parse(said);
  const isLikely = at >= now.getTime() - OFFLINE_DAYS * DAY && at <= now.getTime() + TOLERANCE;
  return isLikely ? new Date(Math.min(at, now.getTime())) : null;
}
