import { type ActivityWire } from '@ingrid/contract';
import { activityWire, type ActivityRow } from '@ingrid/platform';
import { type EntityManager } from 'typeorm';

/** Where a connection looks; a superset of what it may see, cut exactly in memory afterwards. */
export interface Where {
  readonly paths: readonly string[];
  readonly incidents: readonly string[];
  readonly person: string | null;
}

const COLUMNS = `seq, id, type, subject_type, subject_id, region_path::text AS region_path, actor_id, at, data, 0 AS edge`;

/** What came after `after` up to `upTo` and may concern these places, incidents and this person, oldest first. */
export async function missedActivity(
  db: EntityManager,
  range: { after: number; upTo: number; limit: number },
  where: Where,
): Promise<ActivityWire[]> {
  const rows: ActivityRow[] = await db.query(
    `SELECT ${COLUMNS} FROM activity
     WHERE seq > $1 AND seq <= $2 AND (
       region_path <@ ANY ($4::ltree[])
       OR subject_id = ANY ($5::uuid[]) OR data->>'incidentId' = ANY ($5::text[])
       OR subject_id = $6::uuid OR actor_id = $6::uuid OR data::text LIKE '%' || $6::text || '%')
     ORDER BY seq LIMIT $3`,
    [range.after, range.upTo, range.limit, where.paths, where.incidents, where.person],
  );
  return rows.map(activityWire);
}

/** Rows between two positions, counted no further than `most`. */
export async function countBetween(
  db: EntityManager,
  after: number,
  upTo: number,
  most: number,
): Promise<number> {
  const [row]: { n: number }[] = await db.query(
    `SELECT count(*) AS n FROM (SELECT 1 FROM activity WHERE seq > $1 AND seq <= $2 LIMIT $3) t`,
    [after, upTo, most],
  );
  return row?.n ?? 0;
}

/** The newest rows up to a position, oldest first. */
export async function newestActivity(
  db: EntityManager,
  upTo: number,
  limit: number,
): Promise<ActivityWire[]> {
  const rows: ActivityRow[] = await db.query(
    `SELECT ${COLUMNS} FROM activity WHERE seq <= $1 ORDER BY seq DESC LIMIT $2`,
    [upTo, limit],
  );
  return rows.reverse().map(activityWire);
}
