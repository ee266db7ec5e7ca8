import type { HolidayDay, HolidayYear } from './holidays.js';

const DAY = 86_400_000;
const YEARS_BEFORE = 20;
const YEARS_AFTER = 40;

/** Number of the day since 1970-01-01, for `YYYY-MM-DD`. NaN when it is no date. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

/**
 * Every day of the known years and of decades around them, counted through once, so that no deadline walks over days.
 * Days are numbered since 1970-01-01 in China time. A day outside the table is a RangeError.
 */
export class DayTable {
  readonly firstDay: number;
  readonly #workedBefore: Int32Array;
  readonly #workingDays: Int32Array;
  readonly #named = new Map<number, HolidayDay>();
  readonly #knownYears: ReadonlySet<number>;

  constructor(holidays: readonly HolidayYear[]) {
    const years = holidays.filter((year) => year.days.length > 0).map((year) => year.year);
    this.#knownYears = new Set(years);
    for (const { days } of holidays) {
      for (const day of days) this.#named.set(dayNumber(day.date), day);
    }
    const first = Math.min(...years, 2020) - YEARS_BEFORE;
    const last = Math.max(...years, 2020) + YEARS_AFTER;
    this.firstDay = dayNumber(`${String(first)}-01-01`);
    const count = dayNumber(`${String(last)}-12-31`) - this.firstDay + 1;
    this.#workedBefore = new Int32Array(count);
    const working: number[] = [];
    for (let row = 0; row < count; row += 1) {
      this.#workedBefore[row] = working.length;
      if (this.#works(this.firstDay + row)) working.push(this.firstDay + row);
    }
    this.#workingDays = Int32Array.from(working);
  }

  works(day: number): boolean {
    this.workedBefore(day);
    return this.#works(day);
  }

  /** Working days of the table before this day. */
  workedBefore(day: number): number {
    const count = this.#workedBefore[day - this.firstDay];
    if (count === undefined) throw new RangeError(`day ${String(day)} lies outside the calendar`);
    return count;
  }

  /** The n-th working day of the table, from 0. */
  workingDay(n: number): number {
    const day = this.#workingDays[n];
    if (day === undefined)
      throw new RangeError(`working day ${String(n)} lies outside the calendar`);
    return day;
  }

  /** The notice's entry for a day, where it has one. */
  named(day: number): HolidayDay | undefined {
    return this.#named.get(day);
  }

  /** False for a year whose holidays are not published: its days are then counted as Monday to Friday. */
  knows(year: number): boolean {
    return this.#knownYears.has(year);
  }

  get years(): readonly number[] {
    return [...this.#knownYears].sort((a, b) => a - b);
  }

  /** Changes with every change of the data: a deadline is kept with the version that gave it. */
  get fingerprint(): string {
    const lines = [...this.#named.values()].map((day) => `${day.date}${day.isOffDay ? '-' : '+'}`);
    return fnv1a(lines.sort().join());
  }

  #works(day: number): boolean {
    const named = this.#named.get(day);
    if (named) return !named.isOffDay;
    const weekday = (day + 4) % 7; // 1970-01-01 was a Thursday
    return weekday !== 0 && weekday !== 6;
  }
}

function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
