import { type EntityManager } from 'typeorm';

export interface AttachmentRow {
  id: string;
  state: 'fresh' | 'claimed';
  mime: string;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  uploaded_by: string | null;
  uploaded_at: Date;
  subject_type: string | null;
  subject_id: string | null;
}

const ROW = `SELECT id, state, mime, width, height, bytes, sha256, uploaded_by, uploaded_at, subject_type, subject_id
  FROM attachments`;

export async function attachmentById(db: EntityManager, id: string): Promise<AttachmentRow | null> {
  const [row]: AttachmentRow[] = await db.query(`${ROW} WHERE id = $1`, [id]);
  return row ?? null;
}

/** Locked in the order of ids, so that two claims of the same files wait instead of blocking each other. */
export async function lockAttachments(
  db: EntityManager,
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  return db.query<AttachmentRow[]>(`${ROW} WHERE id = ANY ($1) ORDER BY id FOR UPDATE`, [ids]);
}

export async function attachmentsOf(
  db: EntityManager,
  type: string,
  subjectIds: readonly string[],
): Promise<AttachmentRow[]> {
  return db.query<AttachmentRow[]>(
    `${ROW} WHERE subject_id = ANY ($1) AND subject_type = $2 ORDER BY id`,
    [subjectIds, type],
  );
}

export interface NewAttachment {
  id: string;
  mime: string;
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  received: { sha256: string; bytes: number };
}

export async function insertAttachment(
  db: EntityManager,
  file: NewAttachment,
  by: { personId: string | null; at: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO attachments (id, state, mime, width, height, bytes, sha256, received_sha256, received_bytes,
       uploaded_by, uploaded_at)
     VALUES ($1, 'fresh', $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      file.id,
      file.mime,
      file.width,
      file.height,
      file.bytes,
      file.sha256,
      file.received.sha256,
      file.received.bytes,
      by.personId,
      by.at,
    ],
  );
}

export async function claimAttachments(
  db: EntityManager,
  ids: readonly string[],
  subject: { type: string; id: string; regionPath: string },
  by: { personId: string | null; at: Date },
): Promise<void> {
  await db.query(
    `UPDATE attachments SET state = 'claimed', subject_type = $2, subject_id = $3, region_path = $4::ltree,
       claimed_by = $5, claimed_at = $6
     WHERE id = ANY ($1)`,
    [ids, subject.type, subject.id, subject.regionPath, by.personId, by.at],
  );
}

/** Removes the row of a file that nobody has claimed; answers whether it was there. */
export async function deleteFresh(db: EntityManager, id: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `WITH gone AS (DELETE FROM attachments WHERE id = $1 AND state = 'fresh' RETURNING id) SELECT id FROM gone`,
    [id],
  );
  return rows.length > 0;
}

/** Which of these ids have a row. */
export async function knownIds(db: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows: { id: string }[] = await db.query(`SELECT id FROM attachments WHERE id = ANY ($1)`, [
    ids,
  ]);
  return new Set(rows.map((row) => row.id));
}

/** The shared secret; made by whichever process comes first. */
export async function sharedSecret(db: EntityManager, proposal: string): Promise<string> {
  await db.query(`INSERT INTO attachment_secret (secret) VALUES ($1) ON CONFLICT DO NOTHING`, [
    proposal,
  ]);
  const [row]: { secret: string }[] = await db.query(`SELECT secret FROM attachment_secret`);
  return row?.secret ?? proposal;
}

/** Counts one upload; answers how many there were in this hour with it. */
export async function countUpload(db: EntityManager, key: string, now: Date): Promise<number> {
  const [row]: { uploads: number }[] = await db.query(
    `INSERT INTO upload_counts AS u (key, hour, uploads) VALUES ($1, date_trunc('hour', $2::timestamptz), 1)
     ON CONFLICT (key, hour) DO UPDATE SET uploads = u.uploads + 1 RETURNING uploads`,
    [key, now],
  );
  return row?.uploads ?? 1;
}

export async function forgetCounts(db: EntityManager, before: Date): Promise<void> {
  await db.query(`DELETE FROM upload_counts WHERE hour < $1`, [before]);
}
