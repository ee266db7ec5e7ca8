import type { Language } from '@ingrid/kernel';
import type { CalendarDay, WorkCalendar } from '../calendar/work-calendar.js';
import type { LimitUnit, ProcessDefinition } from '../definition.js';
import { type ClockState, type ClockTick, elapsed, isLate } from './clock.js';
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

interface Telling extends ExplainContext {
  readonly clock: ClockState;
  /** Unit of the run that is being told. */
  readonly unit: LimitUnit;
  /** When the clock was last held, while it is. */
  readonly heldAt: string | undefined;
}

/** The life of a clock in sentences: every start, pause, change, reminder and end, and how it stands now. */
export function explainClock(clock: ClockState, context: ExplainContext): readonly string[] {
  const sentences: string[] = [];
  let unit = clock.limit.unit;
  let heldAt: string | undefined;
  for (const tick of clock.ticks) {
    unit = tick.limit?.unit ?? unit;
    sentences.push(sayTick(tick, { ...context, clock, unit, heldAt }));
    if (tick.what === 'paused' || tick.what === 'stopped') heldAt = tick.at;
  }
  sentences.push(sayStanding(clock, context));
  for (const year of clock.missingYears) {
    sentences.push(
      context.lang === 'zh'
        ? `${String(year)} 年的放假安排还没有公布，暂按周一至周五计算。`
        : `The holidays of ${String(year)} are not published yet; counted as Monday to Friday for now.`,
    );
  }
  return sentences;
}

function sayTick(tick: ClockTick, telling: Telling): string {
  const zh = telling.lang === 'zh';
  const at = sayMoment(tick.at, telling.lang, telling.now);
  const because = sayWhy(tick, telling);
  const due = tick.dueAt === undefined ? '' : sayMoment(tick.dueAt, telling.lang, telling.now);
  switch (tick.what) {
    case 'started':
      return sayStart(tick, telling);
    case 'paused':
      return zh ? `${at} 暂停${because}。` : `${at}: paused${because}.`;
    case 'resumed':
      return sayResumed(tick, telling);
    case 'continued':
      if (tick.countGap) {
        return zh
          ? `${at} 继续计时${because}，中间的时间照算，到期仍是 ${due}。`
          : `${at}: goes on${because}; the time in between counts, still due ${due}.`;
      }
      return zh
        ? `${at} 继续计时${because}，之前用掉的时间照算，停下的时间不算，到期为 ${due}。`
        : `${at}: goes on${because}; time used before counts, the stop does not; due ${due}.`;
    case 'due_changed':
      return zh
        ? `${at} 时限改为 ${sayTickLimit(tick, 'zh')}${because}，到期改为 ${due}。`
        : `${at}: limit changed to ${sayTickLimit(tick, 'en')}${because}; due ${due}.`;
    case 'escalated':
      return zh
        ? `${at} 提醒升到第 ${String(tick.level)} 级。`
        : `${at}: reminder raised to level ${String(tick.level)}.`;
    case 'stopped':
      return zh ? `${at} 停止计时${because}。` : `${at}: stopped${because}.`;
  }
}

function sayStart(tick: ClockTick, telling: Telling): string {
  const { lang, now, clock, definition } = telling;
  const limit = tick.limit ?? clock.limit;
  const label = definition?.clocks.find(({ name }) => name === clock.name)?.label[lang] ?? '';
  const start = sayMoment(tick.at, lang, now);
  const due = sayMoment(tick.dueAt ?? clock.dueAt, lang, now);
  const natural = limit.unit === 'natural_hours';
  const skipped = natural
    ? ''
    : saySkipped(daysBetween(tick.at, tick.dueAt ?? clock.dueAt, telling.calendar), lang);
  return lang === 'zh'
    ? `${label}${label && ' '}${sayLimit(limit, lang)}，${start} 开始，${skipped && `${skipped}，`}${due} 到期。`
    : `${label}${label && ', '}${sayLimit(limit, lang)}: begins ${start}, ${skipped && `${skipped}, `}due ${due}.`;
}

function sayResumed(tick: ClockTick, telling: Telling): string {
  const { lang, now, unit, calendar, heldAt } = telling;
  const gap = calendar.millisecondsBetween(new Date(heldAt ?? tick.at), new Date(tick.at), unit);
  const at = sayMoment(tick.at, lang, now);
  const due = sayMoment(tick.dueAt ?? tick.at, lang, now);
  const because = sayWhy(tick, telling);
  const length = sayLength(gap, unit, dayLength(calendar), lang);
  if (gap === 0) {
    return lang === 'zh'
      ? `${at} 恢复${because}，暂停期间没有工作时间，到期仍是 ${due}。`
      : `${at}: resumed${because}; no working time passed, still due ${due}.`;
  }
  return lang === 'zh'
    ? `${at} 恢复${because}，停了 ${length}，到期顺延到 ${due}。`
    : `${at}: resumed${because} after ${length}; due moves to ${due}.`;
}

function sayStanding(clock: ClockState, context: ExplainContext): string {
  const { now, lang, calendar } = context;
  const zh = lang === 'zh';
  const { remainingMs, spentMs } = elapsed(clock, now, calendar);
  const say = (ms: number): string => sayLength(ms, clock.limit.unit, dayLength(calendar), lang);
  const late = isLate(clock, now);
  if (clock.stoppedAt !== undefined) {
    if (late) return zh ? `超期 ${say(remainingMs)} 完成。` : `Ended ${say(remainingMs)} late.`;
    return zh ? `按时完成，用了 ${say(spentMs)}。` : `Ended in time after ${say(spentMs)}.`;
  }
  if (clock.pausedAt !== undefined) {
    if (late)
      return zh ? `现在暂停，已超期 ${say(remainingMs)}。` : `Paused, ${say(remainingMs)} late.`;
    return zh ? `现在暂停，恢复后还有 ${say(remainingMs)}。` : `Paused, ${say(remainingMs)} left.`;
  }
  if (late) return zh ? `已超期 ${say(remainingMs)}。` : `${say(remainingMs)} overdue.`;
  return zh ? `还剩 ${say(remainingMs)}。` : `${say(remainingMs)} left.`;
}

function sayWhy(tick: ClockTick, telling: Telling): string {
  if (tick.why === undefined) return '';
  const { lang, definition } = telling;
  const name = definition?.moves.find((move) => move.name === tick.why)?.label[lang] ?? tick.why;
  return lang === 'zh' ? `（${name}）` : ` (${name})`;
}

function sayTickLimit(tick: ClockTick, lang: Language): string {
  return tick.limit ? sayLimit(tick.limit, lang) : '';
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
