/** Wire shapes the app reads that are not in `@ingrid/contract`. Everything else is imported from there. */
import { type PointWire } from '@ingrid/contract';

export type { AttachmentWire, UploadWire } from '@ingrid/contract';

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
}

export interface NoticeWire {
  id: string;
  at: string;
  words: string;
  subjectType: string | null;
  subjectId: string | null;
  readAt: string | null;
}
