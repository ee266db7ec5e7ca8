/**
 * Wire shapes the app reads that are not in `@ingrid/contract` (yet). Everything else is imported from there.
 */
import {
  type ClockWire,
  type GridCardWire,
  type IncidentRowWire,
  type MoveWire,
  type PointWire,
} from '@ingrid/contract';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** `GET /config`: what a page may know before anybody logs in. */
export interface ConfigWire {
  tileUrl: string | null;
  /** GeoJSON drawn as the base layer where there are no tiles. */
  baseGeoJsonUrl?: string | null;
  attribution: string | null;
  center: PointWire | null;
  /** west, south, east, north */
  bounds: [number, number, number, number] | null;
  demo: boolean;
  product?: string;
}

export interface AttachmentWire {
  id: string;
  token?: string;
  mime: string;
  width: number | null;
  height: number | null;
  bytes: number;
  url: string;
  thumbUrl: string | null;
}

export interface CategoryWire {
  code: string;
  name: string;
  family: 'component' | 'event' | 'grid';
  parentCode: string | null;
  children?: CategoryWire[];
  questions?: QuestionWire[];
}

export interface QuestionWire {
  key: string;
  label: string;
  kind: 'text' | 'choice' | 'number';
  choices?: string[];
  required?: boolean;
}

/** One step of a matter as people say it. */
export interface TimelineWire {
  id: string;
  at: string;
  words: string;
  note?: string | null;
  actor?: string | null;
  attachments?: AttachmentWire[];
}

/** What a reporter sees of her own matter by number and tracking code. */
export interface TrackWire {
  id: string;
  number: string;
  title: string;
  description: string;
  state: string;
  stateLabel: string;
  /** A sentence a good clerk would say: 「已受理，预计周四 18:00 前答复」. */
  words?: string;
  category: { code: string; name: string } | null;
  address: string | null;
  location: PointWire | null;
  reportedAt: string;
  expectedAt: string | null;
  clock: ClockWire | null;
  question?: string | null;
  attachments: AttachmentWire[];
  timeline: TimelineWire[];
  moves: MoveWire[];
  version: number;
}

export interface IncidentDetailWire extends IncidentRowWire {
  description: string;
  expectedAt?: string | null;
  question?: string | null;
  attachments: AttachmentWire[];
}

export interface NearbyWire {
  id: string;
  number?: string;
  title: string;
  state: string;
  stateLabel: string;
  category: { code: string; name: string } | null;
  location: PointWire;
  at: string;
}

export interface TaskWire {
  id: string;
  incidentId: string;
  kind: 'handle' | 'verify' | string;
  state: string;
  stateLabel: string;
  number: string;
  title: string;
  description: string | null;
  address: string | null;
  location: PointWire | null;
  region: { name: string } | null;
  dueAt: string | null;
  clock: ClockWire | null;
  reason: string | null;
  attachments: AttachmentWire[];
  moves: MoveWire[];
  version: number;
}

export interface NoticeWire {
  id: string;
  at: string;
  words: string;
  subjectType: string | null;
  subjectId: string | null;
  readAt: string | null;
}

export type { GridCardWire };
