import { type EventType } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';
import { type ActivityRow, toWire } from '../activity/activity-log.js';

export interface RecordFilter {
  /** Region subtrees in which the caller may read the record. */
  readonly within: readonly string[];
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

// Notices follow from other rows and are as many as all of them together: only on request.
const SEARCH = `
  SELECT seq, id, type, subject_type, subject_id, region_path::text AS region_path, actor_id, at, data, 0 AS edge
  FROM activity
  WHERE region_path <@ ANY ($1::ltree[])
    AND ($2::text IS NULL OR region_path <@ $2::ltree)
    AND ($3::text IS NULL OR subject_type = $3)
    AND ($4::uuid IS NULL OR subject_id = $4)
    AND ($5::uuid IS NULL OR actor_id = $5)
    AND type IS DISTINCT FROM CASE WHEN $6::text IS NULL THEN 'notice.sent' END AND ($6 IS NULL OR type = $6)
    AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)
    AND ($9::bigint IS NULL OR seq < $9)
  ORDER BY seq DESC LIMIT $10`;

/** Newest first. */
export async function searchRecord(
  db: EntityManager,
  f: RecordFilter,
): Promise<ReturnType<typeof toWire>[]> {
  const rows: (ActivityRow & { type: EventType })[] = await db.query(SEARCH, [
    f.within,
    f.region,
    f.subjectType,
    f.subjectId,
    f.actorId,
    f.type,
    f.from,
    f.to,
    f.before,
    f.limit,
  ]);
  return rows.map(toWire);
}
