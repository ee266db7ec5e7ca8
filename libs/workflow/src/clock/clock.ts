import type { Limit } from '../definition.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';

export type ClockEvent =
  'started' | 'paused' | 'resumed' | 'continued' | 'due_changed' | 'escalated' | 'stopped';

/** One thing that happened to a clock. Ticks are only ever added, so that every due moment can be explained afterwards. */
export interface ClockTick {
  readonly at: string;
  readonly what: ClockEvent;
  /** The move or the reason, in a word: `ask_reporter`. */
  readonly why?: string;
  readonly by?: string;
  /** The due moment from here on, where the tick changed or set it. */
  readonly dueAt?: string;
  readonly limit?: Limit;
  readonly level?: number;
  /** For `continued`: whether the time since the stop counts. */
  readonly countGap?: boolean;
}

/** A running, paused or stopped clock. Plain JSON, moments as ISO strings. `limit` is the limit of the present run. */
export interface ClockState {
  readonly name: string;
  readonly limit: Limit;
  readonly startedAt: string;
  readonly dueAt: string;
  /** From here on less than a fifth of the limit is left; an index on it colours a board without a calendar. */
  readonly approachingAt: string;
  readonly pausedAt?: string;
  readonly stoppedAt?: string;
  /** Highest escalation level reached in this run; 0 = none. */
  readonly level: number;
  readonly calendarVersion: string;
  readonly missingYears: readonly number[];
  readonly ticks: readonly ClockTick[];
}

/** When, on which calendar, by whom and why a clock is changed. */
export interface ClockContext {
  readonly at: Date;
  readonly calendar: WorkCalendar;
  readonly why?: string;
  readonly by?: string;
}

export type ClockBucket = 'on_time' | 'approaching' | 'overdue' | 'paused' | 'done';

const APPROACHING_SHARE = 0.2;

/** Starts a clock, or a new run of a given one: the ticks of earlier runs stay. */
export function startClock(
  name: string,
  limit: Limit,
  context: ClockContext,
  earlier?: ClockState,
): ClockState {
  const { at, calendar } = context;
  const { due } = calendar.addWorkingTime(at, limit.amount, limit.unit);
  const started = tick('started', context, { dueAt: due.toISOString(), limit });
  return {
    name,
    limit,
    startedAt: at.toISOString(),
    level: 0,
    ...dueFields(at, due, limit, calendar),
    ticks: [...(earlier?.ticks ?? []), started],
  };
}

/** Holds a running clock. A paused or stopped one stays as it is. */
export function pauseClock(clock: ClockState, context: ClockContext): ClockState {
  if (!isRunning(clock)) return clock;
  const paused = tick('paused', context);
  return { ...clock, pausedAt: paused.at, ticks: [...clock.ticks, paused] };
}

/** Goes on after a pause: the due moment moves by the paused time, counted as the limit counts. */
export function resumeClock(clock: ClockState, context: ClockContext): ClockState {
  if (clock.pausedAt === undefined || clock.stoppedAt !== undefined) return clock;
  const { pausedAt, ...rest } = clock;
  return { ...rest, ...leaveOut(clock, pausedAt, context, tick('resumed', context)) };
}

/** Ends the run. A pause that was under way ends with it and is left out. */
export function stopClock(clock: ClockState, context: ClockContext): ClockState {
  if (clock.stoppedAt !== undefined) return clock;
  const going = resumeClock(clock, context);
  const stopped = tick('stopped', context);
  return { ...going, stoppedAt: stopped.at, ticks: [...going.ticks, stopped] };
}

/**
 * Goes on with a stopped run as if it had not ended: what was used stays used. With `countGap` the due moment stays
 * (返工: a false "done" earns no time); without, the time since the stop is left out (reopening).
 */
export function continueClock(
  clock: ClockState,
  context: ClockContext,
  countGap = true,
): ClockState {
  if (clock.stoppedAt === undefined) return clock;
  const { stoppedAt, ...rest } = clock;
  const continued = { ...tick('continued', context), countGap };
  if (countGap) return { ...rest, ticks: [...clock.ticks, { ...continued, dueAt: clock.dueAt }] };
  return { ...rest, ...leaveOut(clock, stoppedAt, context, continued) };
}

/** Another limit for the same run: start, pauses and level stay, the due moment is counted again. Stopped: unchanged. */
export function changeLimit(clock: ClockState, limit: Limit, context: ClockContext): ClockState {
  const same = clock.limit.amount === limit.amount && clock.limit.unit === limit.unit;
  if (same || clock.stoppedAt !== undefined) return clock;
  const { calendar } = context;
  const startedAt = new Date(clock.startedAt);
  const leftOut = pausedSpans(clock).reduce(
    (sum, [from, to]) => sum + calendar.millisecondsBetween(from, to, limit.unit),
    0,
  );
  const length = calendar.milliseconds(limit) + leftOut;
  const due = calendar.shift(startedAt, length, limit.unit);
  const changed = tick('due_changed', context, { dueAt: due.toISOString(), limit });
  return {
    ...clock,
    limit,
    ...dueFields(startedAt, due, limit, calendar),
    ticks: [...clock.ticks, changed],
  };
}

/** Notes that an escalation level was reached. Levels only rise. */
export function escalateClock(clock: ClockState, level: number, context: ClockContext): ClockState {
  if (level <= clock.level) return clock;
  return { ...clock, level, ticks: [...clock.ticks, tick('escalated', context, { level })] };
}

export function isRunning(clock: ClockState): boolean {
  return clock.pausedAt === undefined && clock.stoppedAt === undefined;
}

/** How a clock stands, for colour and mark. Needs no calendar. */
export function bucket(clock: ClockState, now: Date): ClockBucket {
  if (clock.stoppedAt !== undefined) return 'done';
  if (clock.pausedAt !== undefined) return 'paused';
  if (now.getTime() > Date.parse(clock.dueAt)) return 'overdue';
  return now.getTime() >= Date.parse(clock.approachingAt) ? 'approaching' : 'on_time';
}

/** True when the due moment was passed, also for a paused or stopped clock (按期 or not). */
export function isLate(clock: ClockState, now: Date): boolean {
  return momentOf(clock, now).getTime() > Date.parse(clock.dueAt);
}

export interface ClockReading {
  /** In milliseconds of the limit's unit: office time for 工作时 and 工作日. */
  readonly spentMs: number;
  /** Negative when overdue. */
  readonly remainingMs: number;
  readonly limitMs: number;
  /** Spent share of the limit; above 1 when overdue. */
  readonly ratio: number;
}

/** Time used and left, pauses left out; a paused or stopped clock is read at that moment. */
export function elapsed(clock: ClockState, now: Date, calendar: WorkCalendar): ClockReading {
  const { unit } = clock.limit;
  const limitMs = calendar.milliseconds(clock.limit);
  const due = new Date(clock.dueAt);
  const remainingMs = calendar.millisecondsBetween(momentOf(clock, now), due, unit);
  const spentMs = limitMs - remainingMs;
  return { spentMs, remainingMs, limitMs, ratio: spentMs / limitMs };
}

/** The spans of the present run that do not count, oldest first; a pause under way is not among them. */
export function pausedSpans(clock: ClockState): readonly (readonly [Date, Date])[] {
  const spans: [Date, Date][] = [];
  const begin = clock.ticks.findLastIndex((past) => past.what === 'started');
  let left: string | undefined;
  for (const past of clock.ticks.slice(begin)) {
    if (past.what === 'paused' || past.what === 'stopped') left = past.at;
    const ends = past.what === 'resumed' || (past.what === 'continued' && past.countGap === false);
    if (ends && left !== undefined) spans.push([new Date(left), new Date(past.at)]);
  }
  return spans;
}

/** The moment at which a clock is read: now, or when it was paused or stopped. */
function momentOf(clock: ClockState, now: Date): Date {
  const held = clock.stoppedAt ?? clock.pausedAt;
  return held === undefined ? now : new Date(held);
}

function leaveOut(
  clock: ClockState,
  since: string,
  context: ClockContext,
  what: ClockTick,
): Partial<ClockState> & Pick<ClockState, 'dueAt' | 'ticks'> {
  const { calendar, at } = context;
  const { unit } = clock.limit;
  const gap = calendar.millisecondsBetween(new Date(since), at, unit);
  const due = calendar.shift(new Date(clock.dueAt), gap, unit);
  return {
    ...dueFields(new Date(clock.startedAt), due, clock.limit, calendar),
    ticks: [...clock.ticks, { ...what, dueAt: due.toISOString() }],
  };
}

function dueFields(
  startedAt: Date,
  due: Date,
  limit: Limit,
  calendar: WorkCalendar,
): Pick<ClockState, 'dueAt' | 'approachingAt' | 'calendarVersion' | 'missingYears'> {
  const left = Math.round(calendar.milliseconds(limit) * APPROACHING_SHARE);
  return {
    dueAt: due.toISOString(),
    approachingAt: calendar.shift(due, -left, limit.unit).toISOString(),
    calendarVersion: calendar.version,
    missingYears: calendar.missingYears(startedAt, due),
  };
}

function tick(what: ClockEvent, context: ClockContext, more: Partial<ClockTick> = {}): ClockTick {
  return {
    at: context.at.toISOString(),
    what,
    ...(context.why === undefined ? {} : { why: context.why }),
    ...(context.by === undefined ? {} : { by: context.by }),
    ...more,
  };
}
