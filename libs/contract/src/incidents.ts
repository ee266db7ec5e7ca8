import { type RegionWire } from './regions.js';

export interface PointWire {
  lat: number;
  lng: number;
}

export const INCIDENT_SOURCES = ['resident', 'worker', 'desk', 'open311', 'sensor', 'import'] as const;
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

export interface MoveWire {
  move: string;
  label: string;
  open: boolean;
  needs: string[];
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
}
