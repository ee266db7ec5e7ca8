/** When an office works on a working day, in China time (no summer time). */
export interface OfficeHours {
  /** `HH:MM`, ascending, not overlapping. */
  readonly intervals: readonly { readonly from: string; readonly to: string }[];
}

/** Eight working hours with an hour at noon. */
export const DEFAULT_OFFICE_HOURS: OfficeHours = {
  intervals: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
};

interface Span {
  readonly from: number;
  readonly to: number;
  /** Working milliseconds of the day before this span. */
  readonly before: number;
}

/** Office hours made ready for arithmetic: milliseconds since midnight. */
export class OfficeDay {
  readonly #spans: readonly Span[];
  /** Working milliseconds of a whole day. */
  readonly length: number;
  readonly key: string;

  /** Throws a RangeError for hours that are no hours, overlap or are empty. */
  constructor(hours: OfficeHours) {
    let before = 0;
    let last = 0;
    this.#spans = hours.intervals.map(({ from: opens, to: closes }) => {
      const from = millisecondsOf(opens);
      const to = millisecondsOf(closes);
      if (from < last || to <= from)
        throw new RangeError(`office hours overlap: ${opens}–${closes}`);
      const span = { from, to, before };
      before += to - from;
      last = to;
      return span;
    });
    if (before === 0) throw new RangeError('office hours are empty');
    this.length = before;
    this.key = hours.intervals.map(({ from, to }) => `${from}-${to}`).join('+');
  }

  /** Working milliseconds from the morning up to a time of day. */
  workedUntil(timeOfDay: number): number {
    let worked = 0;
    for (const span of this.#spans) {
      if (timeOfDay >= span.to) worked = span.before + span.to - span.from;
      else return timeOfDay > span.from ? span.before + timeOfDay - span.from : worked;
    }
    return worked;
  }

  /** The first time of day by which so much is worked: noon, where the morning's work is meant. */
  earliest(worked: number): number {
    const span = this.#spans.find(({ from, to, before }) => worked <= before + to - from);
    if (!span) throw new RangeError(`a day has only ${String(this.length)} working milliseconds`);
    return span.from + worked - span.before;
  }

  /** The last moment before more is worked: after lunch, where the morning's work is meant. */
  latest(worked: number): number {
    const span = this.#spans.findLast(({ before }) => worked >= before);
    if (!span) throw new RangeError('less than nothing is worked');
    return span.from + worked - span.before;
  }
}

function millisecondsOf(time: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  if (!(value >= 0 && value <= 1440)) throw new RangeError(`not a time of day: ${time}`);
  return value * 60_000;
}
