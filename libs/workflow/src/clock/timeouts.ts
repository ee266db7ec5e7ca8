import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { ProcessDefinition } from '../definition.js';
import { indexOf } from '../engine/definition-index.js';

/** The move that the system makes by itself when a subject has stayed too long in its state, and when. */
export function timeoutOf(
  definition: ProcessDefinition,
  state: string,
  enteredAt: Date,
  calendar: WorkCalendar,
): { readonly move: string; readonly at: Date } | undefined {
  const timeout = indexOf(definition).states.get(state)?.timeout;
  if (!timeout) return undefined;
  const { amount, unit } = timeout.after;
  return { move: timeout.move, at: calendar.addWorkingTime(enteredAt, amount, unit).due };
}
