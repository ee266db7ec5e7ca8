import { type AttachmentWire } from './attachments.js';
import { type CaseStandardWire } from './categories.js';
import { type RegionWire } from './regions.js';

export interface PointWire {
  lat: number;
  lng: number;
}

export const INCIDENT_SOURCES = [
  'resident',
  'worker',
  'desk',
  'open311',
  'sensor',
  'import',
] as const;
export type IncidentSource = (typeof INCIDENT_SOURCES)[number];

/** Clock marks: on time ●, approaching ◐, overdue ▲, paused ‖, done ✓. */
export const CLOCK_MARKS = ['on_time', 'approaching', 'overdue', 'paused', 'done'] as const;
export type ClockMark = (typeof CLOCK_MARKS)[number];

export interface ReportRequest {
  description: string;
  title?: string;
  categoryCode?: string;
  location?: PointWire;
  address?: string;
  /** Place by choosing it, where neither a point nor an address is known. */
  regionId?: string;
  contact?: { name?: string; phone: string };
  attachmentIds?: string[];
  answers?: Record<string, string>;
}

export interface DuplicateWire {
  id: string;
  number: string;
  title: string;
  state: string;
  metres: number;
  at: string;
  /** 0..1, with the reasons in words. */
  likeness: number;
  reasons: string[];
}

export interface ReportAnswer {
  id: string;
  number: string;
  state: string;
  region: RegionWire | null;
  expectedAt: string | null;
  trackingCode?: string;
  possibleDuplicates: DuplicateWire[];
  /** The report is kept, but a person looks at it before it is shown to others. */
  held?: boolean;
}

export interface ClockWire {
  name: string;
  label: string;
  mark: ClockMark;
  startedAt: string;
  dueAt: string;
  pausedAt: string | null;
  stoppedAt: string | null;
  /** 0..1 of the time used. */
  used: number;
}

export interface IncidentRowWire {
  id: string;
  number: string;
  title: string;
  state: string;
  stateLabel: string;
  source: IncidentSource;
  category: { code: string; name: string } | null;
  region: RegionWire | null;
  regionPath: string;
  location: PointWire | null;
  address: string | null;
  reportedAt: string;
  clock: ClockWire | null;
  assignee: { unit: string | null; person: string | null } | null;
  photos: number;
  followers: number;
  version: number;
}

/** A value that exists but is not shown to this person; never a text that could be saved back. */
export interface MaskedWire {
  masked: true;
}

export interface ReporterWire {
  personId: string | null;
  name: string | null;
  phone: string | null;
}

export interface ModerationWire {
  state: 'held' | 'discarded';
  reason: string | null;
}

export interface IncidentDetailWire extends IncidentRowWire {
  description: string;
  answers: Record<string, string>;
  reporter: ReporterWire | MaskedWire;
  /** True when the person who asks is the reporter. */
  mine: boolean;
  following: boolean;
  attachments: AttachmentWire[];
  assigneeUnitId: string | null;
  assigneePersonId: string | null;
  expectedAt: string | null;
  closedAt: string | null;
  ending: { name: string; label: string } | null;
  /** Not null while a person still looks at a suspicious report, or after it was put aside with this reason. */
  moderation: ModerationWire | null;
  standard: CaseStandardWire | null;
  clocks: (ClockWire & { sentences: string[] })[];
  duplicateOf: { id: string; number: string } | null;
  duplicates: DuplicateWire[];
  definition: { id: string; version: number };
  /** States in the order in which this incident walked them. */
  path: { state: string; label: string; move: string | null; at: string }[];
}

export interface TimelineEntryWire {
  seq: number;
  at: string;
  type: string;
  /** As people speak: `派遣员王敏 派给 市政所，理由：…`. */
  words: string;
  actor: { id: string | null; name: string } | null;
  note: string | null;
  reason: string | null;
  attachmentIds: string[];
}

export interface IncidentCountsWire {
  byState: Record<string, number>;
  byClock: Record<ClockMark, number>;
  open: number;
  today: number;
  held: number;
}

/** For the map: one array per incident `[id, lng, lat, index of state, index of mark]`, or counts by cell when there are too many. */
export interface IncidentPointsWire {
  states: string[];
  marks: ClockMark[];
  points: [string, number, number, number, number][];
  /** `[lng, lat, count]` */
  clusters: [number, number, number][];
}

export interface MoveWire {
  move: string;
  label: string;
  open: boolean;
  needs: string[];
  /** Asked for, but the move is open without it. */
  optional: string[];
  /** Number of photos or files where evidence is needed. */
  evidence: number;
  /** Why it is not open to me now. */
  why: string[];
}

export interface MoveRequest {
  move: string;
  note?: string;
  reason?: string;
  assigneeUnitId?: string;
  assigneePersonId?: string;
  categoryCode?: string;
  duplicateOfId?: string;
  attachmentIds?: string[];
  /** The version the person saw; a stale one answers 409 with both. */
  version?: number;
  /** When the work was done without a network. If the matter has moved on, it is kept as a note instead of being refused. */
  offlineAt?: string;
}

export interface MoveAnswer {
  outcome: 'moved' | 'kept_as_note';
  words: string;
  incident: IncidentRowWire;
}

export interface BulkMoveAnswer {
  results: {
    id: string;
    ok: boolean;
    version?: number;
    problem?: { code: string; detail: string };
  }[];
}

export interface FollowAnswer {
  following: boolean;
  followers: number;
  /** For a follower without an account. */
  trackingCode?: string;
}

/** How the matter stands that a report was merged into. */
export interface MergedIntoWire {
  number: string;
  state: string;
  stateLabel: string;
  expectedAt: string | null;
  closedAt: string | null;
}

export interface TrackedWire {
  number: string;
  title: string;
  description: string;
  state: string;
  stateLabel: string;
  category: string | null;
  place: string | null;
  reportedAt: string;
  expectedAt: string | null;
  closedAt: string | null;
  mine: boolean;
  held: boolean;
  /** Not null for a report that was looked at and not accepted. */
  declined: { reason: string | null } | null;
  /** Where the matter goes on when it was merged into another. */
  mergedInto: MergedIntoWire | null;
  timeline: { at: string; words: string; note: string | null }[];
  attachments: AttachmentWire[];
  moves: MoveWire[];
}

/** A matter on the public map: nothing that points to a person, the place to about 100 metres. */
export interface PublicIncidentWire {
  number: string;
  category: string | null;
  state: string;
  stateLabel: string;
  place: string | null;
  location: PointWire;
  reportedOn: string;
}

export interface HeldIncidentWire extends IncidentRowWire {
  description: string;
  heldAt: string;
  reasons: string[];
}
