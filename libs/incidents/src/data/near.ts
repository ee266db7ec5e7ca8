import { type Point } from '../domain/cells.js';
import { type DuplicateCandidate } from '../domain/duplicates.js';

// By square and time, which an index holds together: an index of places alone would bring up the whole past of a place.
// Near and recent, the same kind first, then the newest: a dozen, whose words are compared in the program.
export function nearSelect(first: number): string {
  const p = (n: number, type: string): string => `$${String(first + n - 1)}::${type}`;
  return `
  SELECT i.id, i.number, i.title, left(i.description, 120) AS description, i.state, i.category_code AS "categoryCode",
    i.location[1] AS lat, i.location[0] AS lng, extract(epoch FROM i.reported_at)::float8 AS "reportedAt"
  FROM incidents i
  WHERE i.cell = ANY (${p(1, 'bigint[]')}) AND i.reported_at > ${p(2, 'timestamptz')}
    AND (i.closed_at IS NULL OR i.closed_at > ${p(3, 'timestamptz')})
    AND i.moderation IS NULL AND i.duplicate_of_id IS NULL AND (${p(4, 'uuid')} IS NULL OR i.id <> ${p(4, 'uuid')})
    AND (i.location <-> ${p(5, 'point')}) <= ${p(6, 'float8')}
  ORDER BY (i.category_code IS NOT DISTINCT FROM ${p(7, 'text')}) DESC, i.reported_at DESC LIMIT 12`;
}

export const NEAR = { name: 'incident_near_4', text: nearSelect(1) };

/** Where and since when to look for candidates. */
export interface Nearby {
  readonly cells: readonly number[];
  readonly centre: Point | null;
  /** Half the width of the look, in degrees of longitude: a little more than what is measured in metres afterwards. */
  readonly degrees: number;
  readonly since: Date;
  readonly closedSince: Date;
  readonly exceptId: string | null;
  readonly categoryCode: string | null;
}

/** For a report without a point: no square, so nothing is near. */
export const NOWHERE: Nearby = {
  cells: [],
  centre: null,
  degrees: 0,
  since: new Date(0),
  closedSince: new Date(0),
  exceptId: null,
  categoryCode: null,
};

interface NearRow extends Omit<DuplicateCandidate, 'location' | 'reportedAt'> {
  readonly lat: number;
  readonly lng: number;
  /** Seconds since 1970. */
  readonly reportedAt: number;
}

export function nearValues(look: Nearby): unknown[] {
  return [
    look.cells,
    look.since,
    look.closedSince,
    look.exceptId,
    pointText(look.centre),
    look.degrees,
    look.categoryCode,
  ];
}

/** What {@link nearSelect} read, as rows or as JSON. */
export function candidatesOf(rows: readonly unknown[]): DuplicateCandidate[] {
  // The columns are those of the statement.
  return (rows as readonly NearRow[]).map(({ lat, lng, reportedAt, ...row }) => ({
    ...row,
    location: { lat, lng },
    reportedAt: new Date(reportedAt * 1_000),
  }));
}

export function pointText(point: Point | null): string | null {
  return point && `(${String(point.lng)},${String(point.lat)})`;
}
