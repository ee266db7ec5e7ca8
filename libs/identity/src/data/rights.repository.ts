import { type Verb } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';

export interface RoleRow {
  code: string;
  zh: string;
  en: string;
  verbs: Verb[];
  version: number;
  id: string;
}

export async function allRoles(db: EntityManager): Promise<RoleRow[]> {
  return db.query<RoleRow[]>(`SELECT code, zh, en, verbs, version, id FROM roles ORDER BY code`);
}

export async function roleByCode(
  db: EntityManager,
  code: string,
  lock = false,
): Promise<RoleRow | null> {
  const [row]: RoleRow[] = await db.query(
    `SELECT code, zh, en, verbs, version, id FROM roles WHERE code = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [code],
  );
  return row ?? null;
}

/** Keeps a role; answers its version afterwards. */
export async function keepRole(
  db: EntityManager,
  role: { id: string; code: string; zh: string; en: string; verbs: readonly string[] },
): Promise<RoleRow> {
  const [row]: [RoleRow] = await db.query(
    `INSERT INTO roles AS r (id, code, zh, en, verbs, shipped) VALUES ($1, $2, $3, $4, $5, '{}')
     ON CONFLICT (code) DO UPDATE SET zh = $3, en = $4, verbs = $5, version = r.version + 1
     RETURNING code, zh, en, verbs, version, id`,
    [role.id, role.code, role.zh, role.en, role.verbs],
  );
  return row;
}

/** Brings a shipped role. An edited one keeps its edits and only gains verbs that were not shipped before. */
export async function shipRole(
  db: EntityManager,
  role: { id: string; code: string; zh: string; en: string; verbs: readonly string[] },
): Promise<void> {
  await db.query(
    `INSERT INTO roles AS r (id, code, zh, en, verbs, shipped) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (code) DO UPDATE SET
       verbs = r.verbs || ARRAY(SELECT v FROM unnest(excluded.shipped) v WHERE v <> ALL (r.shipped) AND v <> ALL (r.verbs)),
       shipped = excluded.shipped
     WHERE r.shipped IS DISTINCT FROM excluded.shipped`,
    [role.id, role.code, role.zh, role.en, role.verbs],
  );
}

export interface GrantRow {
  id: string;
  person_id: string;
  person_name: string;
  role: string;
  zh: string;
  en: string;
  verbs: Verb[];
  region_path: string;
  valid_from: Date;
  valid_to: Date | null;
}

const GRANT = `
  SELECT g.id, g.person_id, p.name AS person_name, g.role, r.zh, r.en, r.verbs, g.region_path::text AS region_path,
    g.valid_from, g.valid_to
  FROM grants g JOIN people p ON p.id = g.person_id JOIN roles r ON r.code = g.role`;

export async function grantById(db: EntityManager, id: string): Promise<GrantRow | null> {
  const [row]: GrantRow[] = await db.query(`${GRANT} WHERE g.id = $1 FOR UPDATE OF g`, [id]);
  return row ?? null;
}

export interface GrantFilter {
  personId: string | null;
  region: string | null;
  within: string[];
  after: string | null;
  limit: number;
}

export async function listGrants(db: EntityManager, filter: GrantFilter): Promise<GrantRow[]> {
  return db.query<GrantRow[]>(
    `${GRANT}
     WHERE ($1::uuid IS NULL OR g.person_id = $1) AND ($2::text IS NULL OR g.region_path <@ $2::ltree)
       AND g.region_path <@ ANY ($3::ltree[]) AND ($4::uuid IS NULL OR g.id < $4)
     ORDER BY g.id DESC LIMIT $5`,
    [filter.personId, filter.region, filter.within, filter.after, filter.limit],
  );
}

/** What a person may do now or will be able to do: grants that have not ended. */
export async function openGrants(
  db: EntityManager,
  personId: string,
  now: Date,
): Promise<GrantRow[]> {
  return db.query<GrantRow[]>(
    `${GRANT} WHERE g.person_id = $1 AND (g.valid_to IS NULL OR g.valid_to > $2) ORDER BY g.id`,
    [personId, now],
  );
}

export interface NewGrant {
  id: string;
  personId: string;
  role: string;
  regionPath: string;
  from: Date;
  to: Date | null;
  givenBy: string | null;
}

export async function insertGrant(db: EntityManager, grant: NewGrant, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO grants (id, person_id, role, region_path, valid_from, valid_to, given_by, given_at)
     VALUES ($1, $2, $3, $4::ltree, $5, $6, $7, $8)`,
    [
      grant.id,
      grant.personId,
      grant.role,
      grant.regionPath,
      grant.from,
      grant.to,
      grant.givenBy,
      now,
    ],
  );
}

/** A grant that has not begun ends at its beginning, so it never counts. */
export async function endGrant(db: EntityManager, id: string, now: Date): Promise<void> {
  await db.query(`UPDATE grants SET valid_to = greatest(valid_from, $2) WHERE id = $1`, [id, now]);
}

const ADMINISTRATORS = 7_294_002;

/** Whoever takes an administrator away waits here, so that two cannot remove each other at one moment. */
export async function lockAdministrators(db: EntityManager): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock($1)`, [ADMINISTRATORS]);
}

/** Active people with a log-in who hold the verb everywhere and without an end. */
export async function countAdministrators(
  db: EntityManager,
  verb: Verb,
  now: Date,
): Promise<number> {
  const [row]: { count: number }[] = await db.query(
    `SELECT count(DISTINCT p.id) AS count FROM grants g
     JOIN roles r ON r.code = g.role JOIN people p ON p.id = g.person_id
     WHERE $1 = ANY (r.verbs) AND g.region_path = ''::ltree AND g.valid_from <= $2 AND g.valid_to IS NULL
       AND p.state = 'active' AND p.login IS NOT NULL`,
    [verb, now],
  );
  return row?.count ?? 0;
}

export async function holdersOf(
  db: EntityManager,
  verb: Verb,
  regionPath: string,
  now: Date,
): Promise<string[]> {
  const rows: { person_id: string }[] = await db.query(
    `SELECT DISTINCT g.person_id FROM grants g
     JOIN roles r ON r.code = g.role JOIN people p ON p.id = g.person_id
     WHERE $1 = ANY (r.verbs) AND g.region_path @> $2::ltree AND p.state = 'active'
       AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to > $3)`,
    [verb, regionPath, now],
  );
  return rows.map((row) => row.person_id);
}
