import type { Limit, LimitUnit, Words } from '../definition.js';
import { CHINA_HOLIDAYS } from './data/china-holidays.js';
import { dayNumber, DayTable } from './day-table.js';
import type { HolidayDay, HolidayYear } from './holidays.js';
import { DEFAULT_OFFICE_HOURS, OfficeDay, type OfficeHours } from './office-hours.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const CHINA_OFFSET = 8 * HOUR;

/** A deadline with what it stands on. */
export interface DueMoment {
  readonly due: Date;
  readonly calendarVersion: string;
  /** Years on the way whose holidays are not published; their days were counted as Monday to Friday. */
  readonly missingYears: readonly number[];
  /** The same, said to a person. */
  readonly warnings: readonly Words[];
}

/** One day as the calendar sees it. */
export interface CalendarDay {
  /** `YYYY-MM-DD` in China. */
  readonly date: string;
  readonly works: boolean;
  /** Name of the holiday, also on a working weekend that was moved for it. */
  readonly holiday?: HolidayDay;
}

/**
 * Working time of an office in China: statutory holidays, working weekends (调休) and office hours, fixed offset +08:00.
 *
 * All working time is one number line: `position(t)` is the working time from the start of the table to t. Working hours end at
 * the *earliest* moment with that position (four hours from Friday 14:00 end Friday 18:00). Working days are whole office days on
 * the same line and end at the *latest* one: counted from the next working moment, N days end at the same office moment N
 * working days later (from Friday 18:00 or Saturday, one day ends on Tuesday 9:00, as it does from Monday 9:00).
 */
export class WorkCalendar {
  readonly version: string;
  readonly #days: DayTable;
  readonly #office: OfficeDay;

  constructor(holidays: readonly HolidayYear[], office: OfficeHours = DEFAULT_OFFICE_HOURS) {
    this.#days = new DayTable(holidays);
    this.#office = new OfficeDay(office);
    const years = this.#days.years;
    const span = years.length === 0 ? 'none' : `${String(years[0])}-${String(years.at(-1))}`;
    this.version = `cn:${span}:${this.#days.fingerprint}/${this.#office.key}`;
  }

  /** A China date (`YYYY-MM-DD`) or the China day of a moment. */
  isWorkingDay(day: string | Date): boolean {
    return this.#days.works(typeof day === 'string' ? dayNumber(day) : chinaDayNumber(day));
  }

  /** False when the holidays of this year are not published yet. */
  knowsYear(year: number): boolean {
    return this.#days.knows(year);
  }

  /** What the calendar holds of a China date or the China day of a moment. */
  day(day: string | Date): CalendarDay {
    const number = typeof day === 'string' ? dayNumber(day) : chinaDayNumber(day);
    const holiday = this.#days.named(number);
    return {
      date: new Date(number * DAY).toISOString().slice(0, 10),
      works: this.#days.works(number),
      ...(holiday ? { holiday } : {}),
    };
  }

  /** The deadline. Throws a RangeError for an amount below zero or a moment outside the table. */
  addWorkingTime(from: Date, amount: number, unit: LimitUnit): DueMoment {
    if (!(amount >= 0)) throw new RangeError(`not an amount of time: ${String(amount)}`);
    const due = this.shift(from, this.milliseconds({ amount, unit }), unit);
    const missingYears = this.missingYears(from, due);
    return {
      due,
      calendarVersion: this.version,
      missingYears,
      warnings: missingYears.map(unpublished),
    };
  }

  /** Length of a limit in the milliseconds of its unit: an office day for a working day. */
  milliseconds(limit: Limit): number {
    const one = limit.unit === 'working_days' ? this.#office.length : HOUR;
    return Math.round(limit.amount * one);
  }

  /** Moves a moment by so many milliseconds of the unit, forward or back. Zero leaves it where it is. */
  shift(moment: Date, milliseconds: number, unit: LimitUnit): Date {
    if (milliseconds === 0) return new Date(moment);
    if (unit === 'natural_hours') return new Date(moment.getTime() + milliseconds);
    const position = this.#position(moment) + milliseconds;
    return unit === 'working_days' ? this.#latest(position) : this.#earliest(position);
  }

  /** Time between two moments as the unit counts it; negative when `to` is before `from`. */
  millisecondsBetween(from: Date, to: Date, unit: LimitUnit): number {
    if (unit === 'natural_hours') return to.getTime() - from.getTime();
    return this.#position(to) - this.#position(from);
  }

  /** Working minutes between two moments; negative when `to` is before `from`. */
  workingMinutesBetween(from: Date, to: Date): number {
    return this.millisecondsBetween(from, to, 'working_hours') / 60_000;
  }

  /** The moment itself when the office works then, otherwise when it next opens. */
  nextWorkingMoment(at: Date): Date {
    return this.#latest(this.#position(at));
  }

  /** Years between two moments (both included, China time) without published holidays. */
  missingYears(from: Date, to: Date): readonly number[] {
    const missing: number[] = [];
    const last = chinaYear(to);
    for (let year = chinaYear(from); year <= last; year += 1) {
      if (!this.#days.knows(year)) missing.push(year);
    }
    return missing;
  }

  #position(moment: Date): number {
    const day = chinaDayNumber(moment);
    const before = this.#days.workedBefore(day) * this.#office.length;
    if (!this.#days.works(day)) return before;
    return before + this.#office.workedUntil(moment.getTime() + CHINA_OFFSET - day * DAY);
  }

  #earliest(position: number): Date {
    const whole = Math.ceil(position / this.#office.length) - 1;
    const rest = position - whole * this.#office.length;
    return this.#at(this.#days.workingDay(whole), this.#office.earliest(rest));
  }

  #latest(position: number): Date {
    const whole = Math.floor(position / this.#office.length);
    const rest = position - whole * this.#office.length;
    return this.#at(this.#days.workingDay(whole), this.#office.latest(rest));
  }

  #at(day: number, timeOfDay: number): Date {
    return new Date(day * DAY + timeOfDay - CHINA_OFFSET);
  }
}

function chinaDayNumber(moment: Date): number {
  return Math.floor((moment.getTime() + CHINA_OFFSET) / DAY);
}

function chinaYear(moment: Date): number {
  return new Date(moment.getTime() + CHINA_OFFSET).getUTCFullYear();
}

const unpublished = (year: number): Words => ({
  zh: `${String(year)} 年的放假安排还没有公布，暂按周一至周五计算`,
  en: `The holidays of ${String(year)} are not published yet; counted as Monday to Friday for now`,
});

let shipped: WorkCalendar | undefined;

/** The calendar the product ships (made once), with its own office hours. */
export function chinaWorkCalendar(): WorkCalendar {
  shipped ??= new WorkCalendar(CHINA_HOLIDAYS);
  return shipped;
}
