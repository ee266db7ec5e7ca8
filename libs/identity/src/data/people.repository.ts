import { type EntityManager } from 'typeorm';
import { type Appointer, newOrOwnSql } from './appointees.repository.js';

export interface PersonRow {
  id: string;
  login: string | null;
  name: string;
  phone: string | null;
  unit_id: string | null;
  unit_name: string | null;
  unit_path: string | null;
  language: 'zh' | 'en';
  state: 'active' | 'suspended';
  version: number;
  /** Codes of the roles held now, anywhere. */
  roles: string[];
}

// $1 is always the present moment: which roles a person holds depends on it.
const PERSON = `
  SELECT p.id, p.login, p.name, p.phone, p.unit_id, u.name AS unit_name, u.region_path::text AS unit_path,
    p.language, p.state, p.version,
    coalesce((SELECT array_agg(DISTINCT g.role ORDER BY g.role) FROM grants g
      WHERE g.person_id = p.id AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1)), '{}') AS roles
  FROM people p LEFT JOIN units u ON u.id = p.unit_id`;

export async function personById(
  db: EntityManager,
  id: string,
  now: Date,
): Promise<PersonRow | null> {
  const [row]: PersonRow[] = await db.query(`${PERSON} WHERE p.id = $2`, [now, id]);
  return row ?? null;
}

export async function personByLogin(
  db: EntityManager,
  login: string,
  now: Date,
): Promise<PersonRow | null> {
  const [row]: PersonRow[] = await db.query(`${PERSON} WHERE p.login = $2`, [now, login]);
  return row ?? null;
}

/** Takes the row for itself until the end of the transaction. */
export async function lockPerson(
  db: EntityManager,
  id: string,
  now: Date,
): Promise<PersonRow | null> {
  await db.query(`SELECT 1 FROM people WHERE id = $1 FOR UPDATE`, [id]);
  return personById(db, id, now);
}

export interface PeopleFilter {
  query: string | null;
  role: string | null;
  region: string | null;
  unitId: string | null;
  /** Subtrees the caller may look into. */
  within: string[];
  /** Somebody who may appoint people also finds those who are new and those he created. */
  appointer: Appointer;
  after: { name: string; id: string } | null;
  limit: number;
}

// A person belongs to the places of the grants and of the unit; whoever has neither is seen from the root and by
// those who may appoint.
const PLACES = (paths: string): string => `(
  EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id AND g.region_path <@ ${paths}
    AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1))
  OR u.region_path <@ ${paths})`;

const LIST = `${PERSON}
  WHERE ($2::text IS NULL OR p.name ILIKE $2 OR p.login ILIKE $2)
    AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id AND g.role = $3
      AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1)))
    AND ($4::text IS NULL OR ${PLACES('$4::ltree')})
    AND ($5::uuid IS NULL OR p.unit_id = $5)
    AND ('' = ANY ($6::text[]) OR ${PLACES('ANY ($6::ltree[])')}
      OR ($10 AND ${newOrOwnSql('$11::uuid')}))
    AND ($7::text IS NULL OR (p.name COLLATE "C", p.id) > ($7, $8::uuid))
  ORDER BY p.name COLLATE "C", p.id LIMIT $9`;

export async function listPeople(
  db: EntityManager,
  filter: PeopleFilter,
  now: Date,
): Promise<PersonRow[]> {
  return db.query<PersonRow[]>(LIST, [
    now,
    filter.query === null ? null : `%${filter.query.replaceAll(/[\\%_]/g, '\\$&')}%`,
    filter.role,
    filter.region,
    filter.unitId,
    filter.within,
    filter.after?.name ?? null,
    filter.after?.id ?? null,
    filter.limit,
    filter.appointer.within.length > 0,
    filter.appointer.personId,
  ]);
}

export async function isPersonWithin(
  db: EntityManager,
  id: string,
  within: string[],
  now: Date,
): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM people p LEFT JOIN units u ON u.id = p.unit_id
     WHERE p.id = $2 AND ('' = ANY ($3::text[]) OR ${PLACES('ANY ($3::ltree[])')})`,
    [now, id, within],
  );
  return rows.length > 0;
}

/** The same for somebody who may appoint people: he also sees those who are new and those he created. */
export async function isNewOrOwn(db: EntityManager, id: string, by: Appointer): Promise<boolean> {
  if (by.within.length === 0) return false;
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM people p WHERE p.id = $1 AND ${newOrOwnSql('$2::uuid')}`,
    [id, by.personId],
  );
  return rows.length > 0;
}

export interface NewPerson {
  id: string;
  login: string | null;
  name: string;
  phone: string | null;
  unitId: string | null;
  passwordHash: string | null;
  createdBy: string | null;
}

export async function insertPerson(db: EntityManager, person: NewPerson, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO people (id, login, name, phone, unit_id, password_hash, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      person.id,
      person.login,
      person.name,
      person.phone,
      person.unitId,
      person.passwordHash,
      person.createdBy,
      now,
    ],
  );
}

export type PersonChange = Pick<
  PersonRow,
  'id' | 'name' | 'phone' | 'unit_id' | 'language' | 'state'
>;

export async function updatePerson(db: EntityManager, person: PersonChange): Promise<void> {
  await db.query(
    `UPDATE people SET name = $2, phone = $3, unit_id = $4, language = $5, state = $6, version = version + 1 WHERE id = $1`,
    [person.id, person.name, person.phone, person.unit_id, person.language, person.state],
  );
}

export async function updatePassword(db: EntityManager, id: string, hash: string): Promise<void> {
  await db.query(`UPDATE people SET password_hash = $2, version = version + 1 WHERE id = $1`, [
    id,
    hash,
  ]);
}

export interface ContactRow {
  id: string;
  name: string;
  phone: string | null;
  unit_id: string | null;
}

export async function contacts(db: EntityManager, ids: readonly string[]): Promise<ContactRow[]> {
  return db.query<ContactRow[]>(`SELECT id, name, phone, unit_id FROM people WHERE id = ANY ($1)`, [
    ids,
  ]);
}

export async function peopleOfUnit(db: EntityManager, unitId: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM people WHERE unit_id = $1 AND state = 'active' ORDER BY id`,
    [unitId],
  );
  return rows.map((row) => row.id);
}
