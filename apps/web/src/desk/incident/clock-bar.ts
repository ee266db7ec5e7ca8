export interface Pause {
  from: string;
  /** Null while it lasts. */
  to: string | null;
}

export interface BarShares {
  /** Share of the bar that is used within the limit. */
  used: number;
  /** Share that lies beyond the limit. */
  late: number;
  /** Where the limit ends on the bar. */
  due: number;
}

/** Times in which the matter waited and no clock ran, taken from the path it walked. */
export function pausesOf(
  path: readonly { state: string; at: string }[],
  waiting: ReadonlySet<string>,
): Pause[] {
  return path.flatMap(({ state, at }, index) =>
    waiting.has(state) ? [{ from: at, to: path[index + 1]?.at ?? null }] : [],
  );
}

/**
 * A clock as a bar of its own time (office hours where the limit counts those): as long as the limit, or as what was
 * used when that is more.
 */
export function clockBar(used: number): BarShares {
  const length = Math.max(1, used);
  return {
    used: Math.min(1, Math.max(0, used)) / length,
    late: Math.max(0, used - 1) / length,
    due: 1 / length,
  };
}

/** Did the pause touch the time in which this clock ran? */
export function touches(
  pause: Pause,
  clock: { startedAt: string; stoppedAt: string | null },
): boolean {
  const ended = clock.stoppedAt === null || pause.from < clock.stoppedAt;
  return ended && (pause.to === null || pause.to > clock.startedAt);
}
