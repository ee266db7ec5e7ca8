import { type EntityManager } from 'typeorm';
import { type ActivityWire, type EventType } from '@ingrid/contract';
import { type ActivityRow, toWire } from '../activity/activity-log.js';

export interface RecordFilter {
  /** Region subtrees in which the caller may read the record. */
  readonly within: readonly string[];
  /** Region subtrees in which the caller may know who reported. */
  readonly knowsReporters: readonly string[];
  readonly region: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly type: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly before: number | null;
  readonly limit: number;
}

/** A row and whether it was the reporter of that matter who acted. */
export interface FoundActivity {
  readonly row: ActivityWire;
  readonly byReporter: boolean;
}

// Some row of a matter names its reporter; a photo added to it does not.
const BY_REPORTER = `EXISTS (
  SELECT 1 FROM activity r WHERE r.subject_id = a.subject_id AND r.data->>'reporterId' = a.actor_id::text)`;

// No label of a region is longer than 40 letters, so this one comes after all of them.
const LAST_LABEL = 'z'.repeat(48);

// Notices follow from other rows and are as many as all of them together: only on request. Parameters that are null
// fall away before the plan is made, so each search gets the index that fits it.
const SEARCH = `
  SELECT a.*, ${BY_REPORTER} AS by_reporter FROM (
    SELECT seq, id, type, subject_type, subject_id, region_path::text AS region_path, actor_id, at, data, 0 AS edge
    FROM activity a
    WHERE region_path <@ ANY ($1::ltree[])
      AND ($2::ltree IS NULL OR (region_path <@ $2 AND region_path >= $2 AND region_path <= $2 || '${LAST_LABEL}'))
      AND ($3::text IS NULL OR subject_type = $3)
      AND ($4::uuid IS NULL OR subject_id = $4)
      AND ($5::uuid IS NULL OR (actor_id = $5 AND (region_path <@ ANY ($11::ltree[]) OR NOT ${BY_REPORTER})))
      AND type IS DISTINCT FROM CASE WHEN $6::text IS NULL THEN 'notice.sent' END AND ($6 IS NULL OR type = $6)
      AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)
      AND ($9::bigint IS NULL OR seq < $9)
    ORDER BY seq DESC LIMIT $10) a
  ORDER BY seq DESC`;

/** Newest first. Somebody's rows do not show what he or she reported to those who may not know it. */
export async function searchRecord(db: EntityManager, f: RecordFilter): Promise<FoundActivity[]> {
  const rows: (ActivityRow & { type: EventType; by_reporter: boolean })[] = await db.query(
    SEARCH,
    parametersOf(f),
  );
  return rows.map((row) => ({ row: toWire(row), byReporter: row.by_reporter }));
}

/** How the database goes about a search; for tests. */
export async function explainSearch(db: EntityManager, f: RecordFilter): Promise<string> {
  const lines: { 'QUERY PLAN': string }[] = await db.query(`EXPLAIN ${SEARCH}`, parametersOf(f));
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}

function parametersOf(f: RecordFilter): unknown[] {
  return [
    f.within,
    f.region ?? onlyPlace(f.within),
    f.subjectType,
    f.subjectId,
    f.actorId,
    f.type,
    f.from,
    f.to,
    f.before,
    f.limit,
    f.knowsReporters,
  ];
}

function onlyPlace(within: readonly string[]): string | null {
  const [place] = within;
  return within.length === 1 && place !== undefined && place !== '' ? place : null;
}
