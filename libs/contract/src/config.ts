import { type PointWire } from './incidents.js';

/** `GET /config`: what a page may know before anybody logs in. */
export interface ConfigWire {
  tileUrl: string | null;
  /** GeoJSON drawn as the base layer where there are no tiles; `?bbox=` and `?zoom=` narrow it. */
  baseGeoJsonUrl: string | null;
  attribution: string | null;
  center: PointWire | null;
  /** west, south, east, north */
  bounds: [number, number, number, number] | null;
  demo: boolean;
  /** Only in the demonstration. */
  demoAccounts?: { login: string; zh: string; en: string }[];
}
