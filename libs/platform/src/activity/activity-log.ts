import { type ActivityWire, type EventType } from '@ingrid/contract';
import { newId } from '@ingrid/kernel';
import { type DataSource, type EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.js';

/** What a use case tells the record. `data` holds facts and ids, never personal data. */
export interface ActivityEvent {
  readonly type: EventType;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly regionPath: string;
  readonly data?: Record<string, unknown>;
}

/** Rows one transaction may write: the low bits of `seq` count them. Larger work commits in batches. */
export const MAX_ROWS_PER_TRANSACTION = 4096;

// seq = (base + transaction id) * 4096 + number within the transaction. Ordered by seq, rows stand in the order of
// transaction ids, and everything below the oldest running transaction is final: see docs/adr/0004.
const INSERT = {
  name: 'activity_insert_1',
  text: `
  INSERT INTO activity (seq, id, type, subject_type, subject_id, region_path, actor_id, at, data)
  SELECT ((SELECT base FROM activity_epoch) + pg_current_xact_id()::text::bigint) * 4096 + e.n,
         e.id, e.type, e.st, e.sid, e.path::ltree, $2::uuid, $3::timestamptz, e.data
  FROM jsonb_to_recordset($1::jsonb) AS e(n int, id uuid, type text, st text, sid uuid, path text, data jsonb)`,
};

/** The events as the insert statement takes them, numbered from `first`. */
export function activityRows(events: readonly ActivityEvent[], first: number): object[] {
  return events.map((e, i) => ({
    n: first + i,
    id: newId(),
    type: e.type,
    st: e.subjectType,
    sid: e.subjectId,
    path: e.regionPath,
    data: e.data ?? {},
  }));
}

/** Writes the events of one transaction, numbered from `first`. */
export async function writeActivity(
  db: EntityManager,
  events: readonly ActivityEvent[],
  by: { actorId: string | null; at: Date; first: number },
): Promise<void> {
  if (by.first + events.length > MAX_ROWS_PER_TRANSACTION) {
    throw new Error(
      `more than ${MAX_ROWS_PER_TRANSACTION} activity rows in one transaction: commit in batches`,
    );
  }
  await prepared(db, INSERT, [JSON.stringify(activityRows(events, by.first)), by.actorId, by.at]);
}

const EPOCH_LOCK = 7_294_900;

interface EdgeOnly {
  edge: number;
  seq: null;
}

export interface ActivityRow {
  /** Position below which every row is final; the same in all rows of one answer. */
  edge: number;
  seq: number;
  id: string;
  type: EventType;
  subject_type: string;
  subject_id: string;
  region_path: string;
  actor_id: string | null;
  at: Date;
  data: Record<string, unknown>;
}

export interface ActivityBatch {
  readonly rows: ActivityWire[];
  /** Everything up to here is in `rows` or was before: where the next reading begins. */
  readonly position: number;
  /** True when rows stand behind a transaction that still runs: look again in a moment. */
  readonly held: boolean;
}

const READ = {
  name: 'activity_read_1',
  text: `
  WITH edge AS (
    SELECT ((SELECT base FROM activity_epoch) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint) * 4096 AS seq
  )
  SELECT edge.seq AS edge, a.* FROM edge LEFT JOIN LATERAL (
    SELECT seq, id, type, subject_type, subject_id, region_path::text AS region_path, actor_id, at, data
    FROM activity WHERE seq > $1 ORDER BY seq LIMIT $2
  ) a ON true ORDER BY a.seq`,
};

/**
 * Reads what came after `position`, oldest first. Insert order is not commit order, so only rows older than every
 * running transaction are given out: nothing is skipped and nothing is seen twice, whatever the order of commits.
 */
export async function readActivity(
  db: EntityManager | DataSource,
  position: number,
  limit: number,
): Promise<ActivityBatch> {
  const answer = await prepared<ActivityRow | EdgeOnly>(db, READ, [position, limit]);
  const edge = answer[0]?.edge ?? 0;
  const found = answer.filter((row): row is ActivityRow => row.seq !== null);
  const rows = found.filter((row) => row.seq < edge).map(toWire);
  const held = rows.length < found.length;
  const last = rows.at(-1);
  const full = !held && last && found.length === limit;
  return { rows, held, position: full ? last.seq : Math.max(position, edge - 1) };
}

/** The position behind which everything is final now: where a reader that wants no past begins. */
export async function currentPosition(db: EntityManager | DataSource): Promise<number> {
  const [edge]: { seq: number }[] = await db.query(`
    SELECT ((SELECT base FROM activity_epoch) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint) * 4096 - 1 AS seq`);
  return edge?.seq ?? 0;
}

/**
 * A database restored from a dump counts transactions from the beginning again. New rows must still come after the
 * old ones, so the base is lifted once at start. Servers that start together wait for one another: lifting it under
 * rows that are being written would let a reader pass them.
 */
export async function alignEpoch(db: DataSource): Promise<void> {
  await db.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock($1)`, [EPOCH_LOCK]);
    // A statement of its own, so that it sees what the server before us has lifted.
    await manager.query(`
      UPDATE activity_epoch SET base = base + d.missing
      FROM (SELECT (SELECT coalesce(max(seq), 0) FROM activity) / 4096 + 1
                   - (SELECT base FROM activity_epoch) - pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS missing) d
      WHERE d.missing > 0`);
  });
}

/** A row as the wire knows it. */
export function toWire(row: ActivityRow): ActivityWire {
  return {
    seq: row.seq,
    id: row.id,
    type: row.type,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    regionPath: row.region_path,
    actorId: row.actor_id,
    at: row.at.toISOString(),
    data: row.data,
  };
}
