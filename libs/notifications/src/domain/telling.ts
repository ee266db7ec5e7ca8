import { type ActivityWire, type Verb } from '@ingrid/contract';

/** Who is told of an activity, as the process definition says it. */
export interface Telling {
  readonly audience: string;
  readonly template: string;
  readonly personId: string | null;
  readonly unitId: string | null;
}

/** Reads `data.notify`; what has not the right form is passed over, so that one odd row stops nothing. */
export function tellingsOf(row: ActivityWire): Telling[] {
  const { notify } = row.data;
  if (!Array.isArray(notify)) return [];
  return notify.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { audience, template, personId, unitId } = entry as Record<string, unknown>; // each is looked at below
    if (typeof audience !== 'string' || typeof template !== 'string') return [];
    return [{ audience, template, personId: text(personId), unitId: text(unitId) }];
  });
}

/** The audiences that are whoever holds a verb at the place. */
export const AUDIENCE_VERBS: Readonly<Record<string, Verb>> = {
  dispatchers: 'incident.dispatch',
  inspectors: 'incident.verify',
  supervisors: 'incident.supervise',
  arbiters: 'incident.designate',
};

/** What of an activity the words of a notice may need; not to whom else it went. */
export function factsFor(row: ActivityWire): Record<string, unknown> {
  const { number, n, dueAt, from, to, clock, level } = row.data;
  return { number, n, dueAt, from, to, clock, level };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
