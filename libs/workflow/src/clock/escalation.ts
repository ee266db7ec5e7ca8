import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { EscalationStep } from '../definition.js';
import { type ClockState, isRunning } from './clock.js';

export interface NextEscalation {
  readonly step: EscalationStep;
  /** When the step is reached; it may lie in the past. */
  readonly at: Date;
  /** True when that moment has come. */
  readonly due: boolean;
}

/**
 * The lowest step not reached yet, or nothing when the clock does not run or the ladder is climbed. It asks only the clock: whether
 * somebody is assigned, what state the subject is in and what was edited or said meanwhile play no part.
 */
export function nextEscalation(
  clock: ClockState,
  ladder: readonly EscalationStep[],
  now: Date,
  calendar: WorkCalendar,
): NextEscalation | undefined {
  if (!isRunning(clock)) return undefined;
  const step = ladder
    .filter(({ level }) => level > clock.level)
    .reduce<EscalationStep | undefined>(
      (lowest, each) => (lowest && lowest.level <= each.level ? lowest : each),
      undefined,
    );
  if (!step) return undefined;
  const at = momentOfStep(clock, step, calendar);
  return { step, at, due: at <= now };
}

/** When a step is reached on the clock as it stands. */
export function momentOfStep(
  clock: ClockState,
  step: EscalationStep,
  calendar: WorkCalendar,
): Date {
  const due = new Date(clock.dueAt);
  if ('overdue' in step.after) {
    const { amount, unit } = step.after.overdue;
    return calendar.addWorkingTime(due, amount, unit).due;
  }
  const left = Math.round(calendar.milliseconds(clock.limit) * (1 - step.after.ratio));
  return calendar.shift(due, -left, clock.limit.unit);
}
