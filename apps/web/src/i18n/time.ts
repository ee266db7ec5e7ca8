import { type ClockMark, type ClockWire } from '@ingrid/contract';

type Translate = (key: string, values?: Record<string, unknown>) => string;

// Deadlines are the office's: the same wall clock for everybody, wherever the phone thinks it is.
const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 11月26日 18:00 / 26 Nov, 18:00; the year only when it is another one. */
export function absoluteWords(at: Date, now: Date, locale: string): string {
  const sameYear = yearOf(at) === yearOf(now);
  return new Intl.DateTimeFormat(tag(locale), {
    timeZone: ZONE,
    ...(sameYear ? {} : { year: 'numeric' }),
    month: locale === 'zh' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** When something happened: relative within a day, absolute after. */
export function agoWords(iso: string, now: Date, locale: string, t: Translate): string {
  const at = new Date(iso);
  const gone = now.getTime() - at.getTime();
  if (gone < 0 || gone >= DAY) return absoluteWords(at, now, locale);
  if (gone < MINUTE) return t('time.justNow');
  if (gone < HOUR) return t('time.minutesAgo', { n: Math.floor(gone / MINUTE) });
  return t('time.hoursAgo', { n: Math.floor(gone / HOUR) });
}

/** Until when: 还剩 3 小时 within a day, 周四 18:00 前 within a week, then the date; after it, how late. */
export function dueWords(iso: string, now: Date, locale: string, t: Translate): string {
  const at = new Date(iso);
  const left = at.getTime() - now.getTime();
  if (left < 0) return lateWords(-left, t);
  if (left < HOUR) return t('time.leftMinutes', { n: Math.max(1, Math.floor(left / MINUTE)) });
  if (left < DAY) return t('time.leftHours', { n: Math.floor(left / HOUR) });
  if (left >= 7 * DAY) return t('time.before', { at: absoluteWords(at, now, locale) });
  return t('time.before', { at: weekdayWords(at, locale, t) });
}

/** A promised time inside a sentence: 今天 18:00 前, 明天 10:00 前, 周四 18:00 前, 11月26日 18:00 前. */
export function byWords(iso: string, now: Date, locale: string, t: Translate): string {
  const at = new Date(iso);
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY);
  if (days >= 0 && days <= 1) {
    const day = t(days === 0 ? 'time.today' : 'time.tomorrow');
    return t('time.before', { at: t('time.weekday', { day, time: timeWords(at, locale) }) });
  }
  if (days > 1 && days < 7) return t('time.before', { at: weekdayWords(at, locale, t) });
  return t('time.before', { at: absoluteWords(at, now, locale) });
}

/** The words beside a clock's mark; a paused or finished clock has no deadline to speak of. */
export function clockWords(
  clock: Pick<ClockWire, 'mark' | 'dueAt'>,
  now: Date,
  locale: string,
  t: Translate,
): string {
  const still: ClockMark[] = ['paused', 'done'];
  if (still.includes(clock.mark)) return t(`clock.${clock.mark}`);
  return dueWords(clock.dueAt, now, locale, t);
}

/** 350 米 / 1.2 公里, as one would say it. */
export function distanceWords(metres: number, t: Translate): string {
  if (metres < 1000) return t('time.metres', { n: Math.max(10, Math.round(metres / 10) * 10) });
  return t('time.kilometres', { n: (metres / 1000).toFixed(metres < 10_000 ? 1 : 0) });
}

function lateWords(late: number, t: Translate): string {
  if (late < HOUR) return t('time.lateMinutes', { n: Math.max(1, Math.floor(late / MINUTE)) });
  if (late < DAY) return t('time.lateHours', { n: Math.floor(late / HOUR) });
  return t('time.lateDays', { n: Math.floor(late / DAY) });
}

function weekdayWords(at: Date, locale: string, t: Translate): string {
  const day = new Intl.DateTimeFormat(tag(locale), { timeZone: ZONE, weekday: 'short' }).format(at);
  return t('time.weekday', { day, time: timeWords(at, locale) });
}

function timeWords(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

function tag(locale: string): string {
  return locale === 'zh' ? 'zh-CN' : 'en-GB';
}

/** Midnight of the office's day, as a number that differs by whole days. */
function startOfDay(at: Date): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(at);
  return new Date(`${day}T00:00:00Z`).getTime();
}

function yearOf(at: Date): string {
  return new Intl.DateTimeFormat('en', { timeZone: ZONE, year: 'numeric' }).format(at);
}
