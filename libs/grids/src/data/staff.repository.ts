import { type StaffPost } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';
import { GridStaffEntity } from './grid-staff.entity.js';

export interface StaffRow {
  id: string;
  personId: string;
  gridId: string;
  gridPath: string;
  post: StaffPost;
  workPhone: string | null;
  startsAt: Date;
  endsAt: Date | null;
}

const SELECT = `SELECT s.id, s.person_id AS "personId", s.grid_id AS "gridId", r.path::text AS "gridPath", s.post,
  s.work_phone AS "workPhone", s.starts_at AS "startsAt", s.ends_at AS "endsAt"
  FROM grid_staff s JOIN regions r ON r.id = s.grid_id`;
const AT = (at: string): string =>
  `s.starts_at <= ${at} AND (s.ends_at IS NULL OR s.ends_at > ${at})`;

export async function ofGrid(db: EntityManager, gridId: string, at: Date): Promise<StaffRow[]> {
  return db.query(`${SELECT} WHERE s.grid_id = $1 AND ${AT('$2')} ORDER BY s.starts_at, s.id`, [
    gridId,
    at,
  ]);
}

/** Those who serve at `at` or will later. */
export async function currentAndComing(
  db: EntityManager,
  gridId: string,
  at: Date,
): Promise<StaffRow[]> {
  return db.query(
    `${SELECT} WHERE s.grid_id = $1 AND (s.ends_at IS NULL OR s.ends_at > $2) ORDER BY s.starts_at, s.id`,
    [gridId, at],
  );
}

export async function ofPerson(db: EntityManager, personId: string, at: Date): Promise<StaffRow[]> {
  return db.query(
    `${SELECT} WHERE s.person_id = $1 AND r.valid_to IS NULL AND ${AT('$2')} ORDER BY r.code, s.id`,
    [personId, at],
  );
}

export async function lock(db: EntityManager, id: string): Promise<StaffRow | null> {
  const [row]: StaffRow[] = await db.query(`${SELECT} WHERE s.id = $1 FOR UPDATE OF s`, [id]);
  return row ?? null;
}

export async function insert(db: EntityManager, staff: GridStaffEntity): Promise<void> {
  await db.insert(GridStaffEntity, staff);
}

export async function end(db: EntityManager, id: string, at: Date): Promise<void> {
  // What had not begun yet ends where it would have begun: it never was.
  await db.query(
    `UPDATE grid_staff SET ends_at = greatest(starts_at, $2::timestamptz) WHERE id = $1`,
    [id, at],
  );
}
