import { type EventType } from './events.js';

/**
 * Facts of an activity that only find the way (to the reporter, to followers, to those who are told). They are not shown:
 * who reported is for those with `incident.read_reporter`.
 */
export const ROUTING_FACTS: ReadonlySet<string> = new Set(['reporterId', 'followerIds', 'notify']);

/** The facts of an activity as everybody who may see it sees them. */
export function shownFacts(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !ROUTING_FACTS.has(key)));
}

/** One row of the activity record as a search shows it. */
export interface RecordWire {
  seq: number;
  id: string;
  at: string;
  type: EventType;
  words: string;
  subjectType: string;
  subjectId: string;
  /** What people call it, for example an incident's number; null when nobody knows. */
  subjectName: string | null;
  regionPath: string;
  /** Null for what the platform did by itself. The id is null for a reporter whom the caller may not know. */
  actor: { id: string | null; name: string | null } | null;
  data: Record<string, unknown>;
}
