import { type ClockWire } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';
import {
  bucket,
  type Clocks,
  type ClockState,
  elapsed,
  isRunning,
  type ProcessDefinition,
  type WorkCalendar,
} from '@ingrid/workflow';

/** What a list is filtered and ordered by: the most urgent clock, in plain columns. */
export interface Urgency {
  readonly dueAt: Date | null;
  readonly approachingAt: Date | null;
  readonly paused: boolean;
}

/** The clock a person should look at: the running one that is due first, else a paused one, else the last that ended. */
export function urgentClock(clocks: Clocks): ClockState | null {
  const all = Object.values(clocks);
  const running = all.filter(isRunning);
  if (running.length > 0) return running.reduce(earlier);
  const paused = all.filter((clock) => clock.stoppedAt === undefined);
  if (paused.length > 0) return paused.reduce(earlier);
  return clocks['whole'] ?? all[0] ?? null;
}

const earlier = (a: ClockState, b: ClockState): ClockState => (a.dueAt <= b.dueAt ? a : b);

export function urgencyOf(clocks: Clocks): Urgency {
  const clock = urgentClock(clocks);
  if (!clock || clock.stoppedAt !== undefined)
    return { dueAt: null, approachingAt: null, paused: false };
  return {
    dueAt: new Date(clock.dueAt),
    approachingAt: new Date(clock.approachingAt),
    paused: clock.pausedAt !== undefined,
  };
}

/** What is promised to the reporter: the end of the whole matter. */
export function expectedAt(clocks: Clocks): string | null {
  const whole = clocks['whole'];
  return whole && whole.stoppedAt === undefined ? whole.dueAt : null;
}

export interface ClockReader {
  readonly now: Date;
  readonly calendar: WorkCalendar;
  readonly definition: ProcessDefinition;
  readonly language: Language;
}

export function clockWire(clock: ClockState, reader: ClockReader): ClockWire {
  const label = reader.definition.clocks.find(({ name }) => name === clock.name)?.label;
  const { ratio } = elapsed(clock, reader.now, reader.calendar);
  return {
    name: clock.name,
    label: label?.[reader.language] ?? clock.name,
    mark: bucket(clock, reader.now),
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    pausedAt: clock.pausedAt ?? null,
    stoppedAt: clock.stoppedAt ?? null,
    used: Math.round(Math.max(0, ratio) * 1000) / 1000,
  };
}
