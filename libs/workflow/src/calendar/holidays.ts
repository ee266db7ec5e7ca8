/** One day that differs from the ordinary week: a day off, or a working weekend (调休上班). */
export interface HolidayDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly isOffDay: boolean;
  readonly name: string;
  readonly nameEn?: string;
}

/** The State Council's notice for one year. An empty list means: not published yet. */
export interface HolidayYear {
  readonly year: number;
  readonly days: readonly HolidayDay[];
}
