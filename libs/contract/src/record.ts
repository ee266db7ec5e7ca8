import { type EventType } from './events.js';

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
  /** Null for what the platform did by itself. */
  actor: { id: string; name: string | null } | null;
  data: Record<string, unknown>;
}
