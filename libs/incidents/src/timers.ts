import { type Transaction } from '@ingrid/platform';
import { type Clocks, nextLook, type ProcessDefinition, type WorkCalendar } from '@ingrid/workflow';
import { CLOCK_TIMER, TIMEOUT_TIMER } from './effects.js';
import { stateOf } from './process.service.js';

/** Plans the next look at an incident's clocks, or none when nothing runs or every ladder is climbed. */
export async function planLook(
  tx: Transaction,
  incident: { id: string; clocks: Clocks },
  process: { definition: ProcessDefinition; calendar: WorkCalendar },
): Promise<void> {
  const { kind, name } = CLOCK_TIMER;
  const look = nextLook(process.definition, incident.clocks, {
    at: tx.now,
    calendar: process.calendar,
  });
  if (look) await tx.setTimer({ kind, name, subjectId: incident.id, dueAt: look.at });
  else await tx.cancelTimer(kind, incident.id, name);
}

/** Plans or drops the move that the system makes when an incident stays too long in a state. */
export async function planTimeout(
  tx: Transaction,
  change: { id: string; from: string; to: string },
  process: { definition: ProcessDefinition; calendar: WorkCalendar },
): Promise<void> {
  const { kind, name } = TIMEOUT_TIMER;
  const timeout = stateOf(process.definition, change.to)?.timeout;
  if (change.from === change.to) return;
  if (!timeout) {
    if (stateOf(process.definition, change.from)?.timeout)
      await tx.cancelTimer(kind, change.id, name);
    return;
  }
  const { amount, unit } = timeout.after;
  await tx.setTimer({
    kind,
    name,
    subjectId: change.id,
    dueAt: process.calendar.addWorkingTime(tx.now, amount, unit).due,
    data: { state: change.to, move: timeout.move },
  });
}
