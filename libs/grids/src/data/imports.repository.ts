import { newId } from '@ingrid/kernel';
import { type EntityManager } from 'typeorm';
import { ImportEntity } from './import.entity.js';

export interface FaultRow {
  id: string;
  position: number;
  code: string;
  column: string | null;
  zh: string;
  en: string;
  lng: number | null;
  lat: number | null;
}

export interface DeedRow {
  n: number;
  position: number;
  subjectId: string;
  deed: 'created' | 'changed' | 'kept';
  before: Record<string, unknown> | null;
}

export async function insert(db: EntityManager, job: ImportEntity): Promise<void> {
  await db.query(
    `INSERT INTO imports (id, kind, file_name, state, region_path, settings, progress, total, started_at, started_by, told_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)`,
    [
      job.id,
      job.kind,
      job.fileName,
      job.state,
      job.regionPath,
      JSON.stringify(job.settings),
      JSON.stringify(job.progress),
      job.total,
      job.startedAt,
      job.startedBy,
    ],
  );
}

export async function byId(db: EntityManager, id: string): Promise<ImportEntity | null> {
  return db.findOneBy(ImportEntity, { id });
}

export async function lock(db: EntityManager, id: string): Promise<ImportEntity | null> {
  return db.findOne(ImportEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Newest first; those in the subtrees and those the person started. */
export async function list(
  db: EntityManager,
  filter: {
    scopes: readonly string[];
    personId: string | null;
    after?: readonly [string, string];
    limit: number;
  },
): Promise<ImportEntity[]> {
  const query = db
    .createQueryBuilder(ImportEntity, 'i')
    .where('(i.region_path <@ ANY (:scopes::ltree[]) OR i.started_by = :person)', {
      scopes: filter.scopes,
      person: filter.personId,
    })
    .orderBy('i.startedAt', 'DESC')
    .addOrderBy('i.id', 'DESC')
    .limit(filter.limit + 1);
  const { after } = filter;
  if (after)
    query.andWhere('(i.started_at, i.id) < (:at::timestamptz, :id::uuid)', {
      at: after[0],
      id: after[1],
    });
  return query.getMany();
}

export async function keep(db: EntityManager, job: ImportEntity): Promise<void> {
  const { state, total, done, accepted, refused, failure, finishedAt, toldAt } = job;
  await db.query(
    `UPDATE imports SET state = $2, total = $3, done = $4, accepted = $5, refused = $6, failure = $7,
       finished_at = $8, told_at = $9 WHERE id = $1`,
    [
      job.id,
      state,
      total,
      done,
      accepted,
      refused,
      failure && JSON.stringify(failure),
      finishedAt,
      toldAt,
    ],
  );
}

export async function addFaults(
  db: EntityManager,
  importId: string,
  faults: readonly {
    position: number;
    code: string;
    zh: string;
    en: string;
    column?: string;
    at?: readonly [number, number];
  }[],
): Promise<void> {
  if (faults.length === 0) return;
  const rows = faults.map((f) => ({
    ...f,
    id: newId(),
    lng: f.at?.[0] ?? null,
    lat: f.at?.[1] ?? null,
  }));
  await db.query(
    `INSERT INTO import_faults (id, import_id, position, code, column_name, zh, en, lng, lat)
     SELECT f.id, $1, f.position, f.code, f."column", f.zh, f.en, f.lng, f.lat
     FROM jsonb_to_recordset($2::jsonb)
       AS f(id uuid, position int, code text, "column" text, zh text, en text, lng float8, lat float8)`,
    [importId, JSON.stringify(rows)],
  );
}

export async function faults(
  db: EntityManager,
  importId: string,
  page: { after?: readonly [number, string]; limit: number },
): Promise<FaultRow[]> {
  const [position, id] = page.after ?? [-1, '00000000-0000-0000-0000-000000000000'];
  return db.query(
    `SELECT id, position, code, column_name AS "column", zh, en, lng, lat FROM import_faults
     WHERE import_id = $1 AND (position, id) > ($2, $3::uuid) ORDER BY position, id LIMIT $4`,
    [importId, position, id, page.limit + 1],
  );
}

/** Adds deeds behind those already kept. */
export async function addDeeds(
  db: EntityManager,
  importId: string,
  deeds: readonly { position: number; subjectId: string; deed: string; before?: unknown }[],
): Promise<void> {
  if (deeds.length === 0) return;
  const rows = deeds.map((deed, at) => ({ at, before: null, ...deed }));
  await db.query(
    `INSERT INTO import_rows (import_id, n, position, subject_id, deed, before)
     SELECT $1, m.n + r.at + 1, r.position, r."subjectId", r.deed, r.before
     FROM (SELECT coalesce(max(n), 0) AS n FROM import_rows WHERE import_id = $1) m,
          jsonb_to_recordset($2::jsonb) AS r(at int, position int, "subjectId" uuid, deed text, before jsonb)`,
    [importId, JSON.stringify(rows)],
  );
}

/** The last deeds of an import, the very last first. */
export async function lastDeeds(
  db: EntityManager,
  importId: string,
  limit: number,
): Promise<DeedRow[]> {
  return db.query(
    `SELECT n, position, subject_id AS "subjectId", deed, before FROM import_rows
     WHERE import_id = $1 ORDER BY n DESC LIMIT $2`,
    [importId, limit],
  );
}

export async function dropDeeds(db: EntityManager, importId: string, from: number): Promise<void> {
  await db.query(`DELETE FROM import_rows WHERE import_id = $1 AND n >= $2`, [importId, from]);
}

/** Which of these things the import has dealt with already. */
export async function dealtWith(
  db: EntityManager,
  importId: string,
  subjectIds: readonly string[],
): Promise<Set<string>> {
  const rows: { id: string }[] = await db.query(
    `SELECT subject_id AS id FROM import_rows WHERE import_id = $1 AND subject_id = ANY ($2)`,
    [importId, subjectIds],
  );
  return new Set(rows.map((row) => row.id));
}
