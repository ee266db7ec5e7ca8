const DIGITS = 4;

/** `20261122-001`: day in China and the short form of the street; the count of the day follows. */
export function numberPrefix(day: string, streetCode: string | null): string {
  return `${day.replaceAll('-', '')}-${shortOf(streetCode)}`;
}

export function numberOf(prefix: string, count: number): string {
  return `${prefix}-${String(count).padStart(DIGITS, '0')}`;
}

/** The last three digits of a street's code (GB/T 10114); `000` where no street is known. */
function shortOf(streetCode: string | null): string {
  return (streetCode ?? '').replaceAll(/\W/g, '').slice(-3).padStart(3, '0');
}
