const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/**
 * True for a moment in ISO 8601 with its offset (UTC−14 to UTC+14), between 1900 and 2200, on a day that exists: what
 * both JavaScript and PostgreSQL take for the same moment.
 */
export function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined) return false;
  const at = Date.parse(text);
  // Date takes 30 February for 2 March; the database refuses it.
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return isDay && at > Date.UTC(1900, 0) && at < Date.UTC(2200, 0);
}
