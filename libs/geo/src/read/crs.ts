import { type CoordinateSystem } from '../convert/coordinates.js';
import { isRecord } from './records.js';

/** Names under which exporters declare systems of longitude and latitude; projected ones are not among them. */
const NAMES: readonly (readonly [RegExp, CoordinateSystem])[] = [
  [/(^|:)CRS84$/i, 'WGS84'],
  [/(^|:)EPSG:[\d.]*:?4326$/i, 'WGS84'],
  [/(^|:)EPSG:[\d.]*:?4490$/i, 'CGCS2000'],
  [/^WGS[\s_-]?(19)?84$/i, 'WGS84'],
  [/^CGCS[\s_-]?2000$/i, 'CGCS2000'],
  [/^GCJ[\s_-]?02$/i, 'GCJ02'],
  [/^BD[\s_-]?09(LL)?$/i, 'BD09'],
];

export interface DeclaredSystem {
  readonly name: string;
  /** Null: a name we do not know. */
  readonly system: CoordinateSystem | null;
}

/** What the `crs` member of a file (GeoJSON 2008, still written by most tools) declares; null: nothing. */
export function declaredSystem(crs: unknown): DeclaredSystem | null {
  const name = nameOf(crs);
  if (name === null) return null;
  const known = NAMES.find(([pattern]) => pattern.test(name));
  return { name, system: known?.[1] ?? null };
}

function nameOf(crs: unknown): string | null {
  if (crs === undefined || crs === null) return null;
  if (typeof crs === 'string') return shortened(crs);
  if (!isRecord(crs)) return '?';
  const { properties } = crs;
  const name = isRecord(properties) ? properties['name'] : crs['name'];
  return typeof name === 'string' ? shortened(name) : '?';
}

function shortened(name: string): string {
  return name.trim().slice(0, 100);
}
