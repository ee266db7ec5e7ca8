import type { Language } from '@ingrid/kernel';
import type { CalendarDay, WorkCalendar } from '../calendar/work-calendar.js';
import type { ProcessDefinition } from '../definition.js';
import { type ClockState, type ClockTick, elapsed, isLate } from './clock.js';
import { EN, type Parts, type PhraseKind, type StandingKind, ZH } from './explain-phrases.js';
import { sayLength, sayLimit, sayMoment, saySkipped } from './explain-words.js';

const DAY = 86_400_000;
const LONGEST_WALK = 400;

export interface ExplainContext {
  readonly now: Date;
  readonly lang: Language;
  readonly calendar: WorkCalendar;
  /** Gives the clock and the moves their names. */
  readonly definition?: ProcessDefinition;
}

/** A tick with what came before it: the limit of its run and how much time it left out. */
interface ToldTick {
  readonly tick: ClockTick;
  readonly limit: ClockState['limit'];
  readonly gapMs: number;
}

/** The life of a clock in sentences: every start, pause, change, reminder and end, and how it stands now. */
export function explainClock(clock: ClockState, context: ExplainContext): readonly string[] {
  const phrases = context.lang === 'zh' ? ZH : EN;
  const life = retrace(clock, context.calendar).map((told) =>
    phrases.tick[phraseOf(told)](partsOf(told, clock, context)),
  );
  const unpublished = clock.missingYears.map((year) => phrases.unpublished(String(year)));
  return [...life, sayStanding(clock, context), ...unpublished];
}

function retrace(clock: ClockState, calendar: WorkCalendar): ToldTick[] {
  let limit = clock.limit;
  let heldAt: string | undefined;
  return clock.ticks.map((tick) => {
    limit = tick.limit ?? limit;
    const since = new Date(heldAt ?? tick.at);
    const gapMs = calendar.millisecondsBetween(since, new Date(tick.at), limit.unit);
    if (tick.what === 'paused' || tick.what === 'stopped') heldAt = tick.at;
    return { tick, limit, gapMs };
  });
}

function phraseOf({ tick, gapMs }: ToldTick): PhraseKind {
  if (tick.what === 'continued') {
    return tick.countGap ? 'continuedCounting' : 'continuedLeavingOut';
  }
  if (tick.what === 'resumed') return gapMs === 0 ? 'resumedAtOnce' : 'resumed';
  return tick.what;
}

function partsOf(told: ToldTick, clock: ClockState, context: ExplainContext): Parts {
  const { tick, limit, gapMs } = told;
  const { lang, now, calendar, definition } = context;
  const due = tick.dueAt ?? clock.dueAt;
  const label = definition?.clocks.find(({ name }) => name === clock.name)?.label[lang];
  const skips = tick.what === 'started' && limit.unit !== 'natural_hours';
  return {
    at: sayMoment(tick.at, lang, now),
    due: sayMoment(due, lang, now),
    because: sayWhy(tick, context),
    limit: sayLimit(limit, lang),
    label: label ?? '',
    skipped: skips ? saySkipped(daysBetween(tick.at, due, calendar), lang) : '',
    length: sayLength(gapMs, limit.unit, dayLength(calendar), lang),
    level: String(tick.level ?? 0),
  };
}

function sayStanding(clock: ClockState, context: ExplainContext): string {
  const { now, lang, calendar } = context;
  const phrases = lang === 'zh' ? ZH : EN;
  const { remainingMs, spentMs } = elapsed(clock, now, calendar);
  const stopped = clock.stoppedAt !== undefined;
  const held = clock.pausedAt === undefined ? 'running' : 'paused';
  const late = isLate(clock, now);
  const kind: StandingKind = `${stopped ? 'done' : held}${late ? 'Late' : 'InTime'}`;
  const length = stopped && !late ? spentMs : remainingMs;
  return phrases.standing[kind](sayLength(length, clock.limit.unit, dayLength(calendar), lang));
}

function sayWhy(tick: ClockTick, { lang, definition }: ExplainContext): string {
  if (tick.why === undefined) return '';
  const name = definition?.moves.find((move) => move.name === tick.why)?.label[lang] ?? tick.why;
  return lang === 'zh' ? `（${name}）` : ` (${name})`;
}

function dayLength(calendar: WorkCalendar): number {
  return calendar.milliseconds({ amount: 1, unit: 'working_days' });
}

function daysBetween(from: string, to: string, calendar: WorkCalendar): CalendarDay[] {
  const days: CalendarDay[] = [];
  const end = Date.parse(to);
  for (let at = Date.parse(from); at < end && days.length < LONGEST_WALK; at += DAY) {
    days.push(calendar.day(new Date(at)));
  }
  return days;
}
