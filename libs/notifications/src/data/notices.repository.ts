import { type EventType } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';

export interface NoticeRow {
  id: string;
  personId: string;
  seq: number;
  type: EventType;
  audience: string;
  template: string;
  subjectType: string;
  subjectId: string;
  data: Record<string, unknown>;
  at: Date;
  readAt: Date | null;
}

/** Keeps notices; whoever has one of the same activity already gets no second. */
export async function insertNotices(
  db: EntityManager,
  rows: readonly Omit<NoticeRow, 'readAt'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO notices (id, person_id, seq, type, audience, template, subject_type, subject_id, data, at)
     SELECT n.id, n."personId", n.seq, n.type, n.audience, n.template, n."subjectType", n."subjectId", n.data, n.at
     FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, "personId" uuid, seq bigint, type text, audience text,
       template text, "subjectType" text, "subjectId" uuid, data jsonb, at timestamptz)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

const COLUMNS = `id, person_id AS "personId", seq, type, audience, template, subject_type AS "subjectType",
  subject_id AS "subjectId", data, at, read_at AS "readAt"`;

/** Newest first; `before` is the last id of the page before. */
export async function noticesOf(
  db: EntityManager,
  personId: string,
  before: string | null,
  limit: number,
): Promise<NoticeRow[]> {
  return db.query<NoticeRow[]>(
    `SELECT ${COLUMNS} FROM notices WHERE person_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [personId, before, limit],
  );
}

export async function unreadOf(db: EntityManager, personId: string): Promise<number> {
  const [row]: { n: number }[] = await db.query(
    `SELECT count(*) AS n FROM notices WHERE person_id = $1 AND read_at IS NULL`,
    [personId],
  );
  return row?.n ?? 0;
}

/** Marks the person's own notices as read: the named ones, or all. */
export async function markRead(
  db: EntityManager,
  personId: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE notices SET read_at = $3 WHERE person_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY ($2))`,
    [personId, ids, now],
  );
}
