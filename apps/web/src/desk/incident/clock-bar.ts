export interface ClockSpan {
  startedAt: string;
  dueAt: string;
  pausedAt: string | null;
  stoppedAt: string | null;
}

export interface BarPart {
  /** Shares of the bar's length, 0..1. */
  from: number;
  to: number;
  kind: 'used' | 'late' | 'paused';
}

export interface Bar {
  parts: BarPart[];
  /** Where the due moment lies, 0..1. */
  due: number;
}

/** Times in which the matter waited and no clock ran, taken from the path it walked. */
export function pausesOf(
  path: readonly { state: string; at: string }[],
  waiting: ReadonlySet<string>,
): { from: number; to: number | null }[] {
  return path.flatMap(({ state, at }, index) => {
    if (!waiting.has(state)) return [];
    const next = path[index + 1]?.at;
    return [{ from: Date.parse(at), to: next ? Date.parse(next) : null }];
  });
}

/** A clock as a bar by the wall clock: from its start to its due moment or, if later, to now or its end. */
export function clockBar(
  clock: ClockSpan,
  pauses: readonly { from: number; to: number | null }[],
  now: number,
): Bar {
  const start = Date.parse(clock.startedAt);
  const due = Date.parse(clock.dueAt);
  const until = clock.stoppedAt ? Date.parse(clock.stoppedAt) : now;
  const end = Math.max(due, until, start + 60_000);
  const share = (at: number): number => Math.min(1, Math.max(0, (at - start) / (end - start)));
  const parts: BarPart[] = [
    { from: 0, to: share(Math.min(until, due)), kind: 'used' },
    ...(until > due ? [{ from: share(due), to: share(until), kind: 'late' as const }] : []),
  ];
  for (const pause of pauses) {
    const from = Math.max(start, pause.from);
    const to = Math.min(until, pause.to ?? now);
    if (to > from) parts.push({ from: share(from), to: share(to), kind: 'paused' });
  }
  return { parts, due: share(due) };
}
