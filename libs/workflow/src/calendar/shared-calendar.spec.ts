import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LimitUnit } from '../definition.js';
import type { HolidayYear } from './holidays.js';
import { chinaWorkCalendar, WorkCalendar } from './work-calendar.js';

// Two sources that do not know of each other: what the product ships (chinese-days) and the State Council's notices (holiday-cn).
const folder = resolve(process.cwd(), '../shared/data/calendar');
const present = existsSync(folder);
if (!present) process.stderr.write(`skipped: ${folder} is not here\n`);

const notices = (): HolidayYear[] =>
  readdirSync(folder)
    .filter((file) => /^\d{4}\.json$/.test(file))
    .map((file): HolidayYear => JSON.parse(readFileSync(join(folder, file), 'utf8')));

const DAY = 86_400_000;

(present ? describe : describe.skip)('the shipped calendar against the notices', () => {
  const shipped = chinaWorkCalendar();

  it('agrees on every single day of every year there is a notice for', () => {
    const given = present ? notices() : [];
    const theirs = new WorkCalendar(given);
    const years = given.map(({ year }) => year);
    const different: string[] = [];
    let compared = 0;
    for (const year of years) {
      for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY) {
        const date = new Date(day).toISOString().slice(0, 10);
        compared += 1;
        if (shipped.isWorkingDay(date) !== theirs.isWorkingDay(date)) different.push(date);
      }
    }
    expect(different).toEqual([]);
    expect(years).toContain(2026);
    expect(compared).toBe(years.length * 365 + years.filter((year) => year % 4 === 0).length);
  });

  it('gives the same deadline from either, for every 3 h 17 min of eight years', () => {
    const theirs = new WorkCalendar(present ? notices() : []);
    const limits: [number, LimitUnit][] = [
      [2, 'working_hours'],
      [4, 'working_hours'],
      [5.5, 'working_hours'],
      [1, 'working_days'],
      [5, 'working_days'],
      [15, 'working_days'],
      [24, 'natural_hours'],
    ];
    const last = Date.UTC(2026, 10, 30);
    const different: string[] = [];
    for (let start = Date.UTC(2019, 0, 1); start < last; start += 197 * 60_000) {
      for (const [amount, unit] of limits) {
        const from = new Date(start);
        const ours = shipped.addWorkingTime(from, amount, unit);
        const other = theirs.addWorkingTime(from, amount, unit);
        if (ours.due.getTime() !== other.due.getTime()) {
          different.push(`${from.toISOString()} + ${String(amount)} ${unit}`);
        }
      }
    }
    expect(different).toEqual([]);
  });

  it('gives the same deadline as counting the notices day by day across every 调休 day', () => {
    for (const notice of present ? notices() : []) {
      const moved = notice.days.filter(
        (day) => !day.isOffDay && day.date.startsWith(String(notice.year)),
      );
      for (const { date } of moved) expect(acrossMovedDay(date, shipped)).toEqual([]);
    }
  });
});

/** Starts on each of the ten days before a working weekend, and counts days one at a time from the notices alone. */
function acrossMovedDay(date: string, shipped: WorkCalendar): string[] {
  const works = worksByNotice();
  const wrong: string[] = [];
  for (let back = 1; back <= 10; back += 1) {
    const start = Date.parse(`${date}T02:00:00Z`) - back * DAY;
    if (!works(start)) continue;
    let day = start;
    for (let left = 5; left > 0;) {
      day += DAY;
      if (works(day)) left -= 1;
    }
    if (new Date(day).getUTCFullYear() > 2026) continue;
    const { due } = shipped.addWorkingTime(new Date(start), 5, 'working_days');
    if (due.getTime() !== day)
      wrong.push(`${new Date(start).toISOString()} → ${due.toISOString()}`);
  }
  return wrong;
}

let known: Map<string, boolean> | undefined;

function worksByNotice(): (moment: number) => boolean {
  known ??= new Map(notices().flatMap(({ days }) => days.map((day) => [day.date, !day.isOffDay])));
  const table = known;
  return (moment) => {
    const china = new Date(moment + 8 * 3_600_000);
    const weekday = china.getUTCDay();
    return table.get(china.toISOString().slice(0, 10)) ?? (weekday !== 0 && weekday !== 6);
  };
}
