import { type Verb } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';

/** What stands behind a token: the session with every grant that has not ended yet, also those that begin later. */
export interface SessionRow {
  id: string;
  person_id: string;
  unit_id: string | null;
  expires_at: Date;
  seen_at: Date;
  grants: { role: string; verbs: Verb[]; path: string; from: string; to: string | null }[];
}

const BY_TOKEN = `
  SELECT s.id, s.person_id, p.unit_id, s.expires_at, s.seen_at,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('role', g.role, 'verbs', r.verbs, 'path', g.region_path::text,
                                          'from', g.valid_from, 'to', g.valid_to))
      FROM grants g JOIN roles r ON r.code = g.role
      WHERE g.person_id = p.id AND (g.valid_to IS NULL OR g.valid_to > $2)
    ), '[]'::jsonb) AS grants
  FROM sessions s JOIN people p ON p.id = s.person_id
  WHERE s.token_hash = $1 AND s.closed_at IS NULL AND s.expires_at > $2 AND p.state = 'active'`;

export async function sessionByToken(
  db: EntityManager,
  tokenHash: string,
  now: Date,
): Promise<SessionRow | null> {
  const [row]: SessionRow[] = await db.query(BY_TOKEN, [tokenHash, now]);
  return row ?? null;
}

export async function noteSeen(db: EntityManager, sessionId: string, at: Date): Promise<void> {
  await db.query(`UPDATE sessions SET seen_at = $2 WHERE id = $1`, [sessionId, at]);
}

export interface NewSession {
  id: string;
  tokenHash: string;
  personId: string;
  expiresAt: Date;
}

export async function insertSession(
  db: EntityManager,
  session: NewSession,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO sessions (id, token_hash, person_id, created_at, expires_at, seen_at) VALUES ($1, $2, $3, $4, $5, $4)`,
    [session.id, session.tokenHash, session.personId, now, session.expiresAt],
  );
}

/** Closes open sessions of a person (all, one, or all but one) and answers their ids. */
export async function closeSessions(
  db: EntityManager,
  which: { personId: string; only?: string | undefined; except?: string | null | undefined },
  now: Date,
): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `WITH closed AS (
       UPDATE sessions SET closed_at = $2
       WHERE person_id = $1 AND closed_at IS NULL AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id <> $4)
       RETURNING id)
     SELECT id FROM closed`,
    [which.personId, now, which.only ?? null, which.except ?? null],
  );
  return rows.map((row) => row.id);
}

export interface Credentials {
  id: string;
  login: string | null;
  name: string;
  state: string;
  password_hash: string | null;
}

const CREDENTIALS = `SELECT id, login, name, state, password_hash FROM people`;

export async function credentialsOf(db: EntityManager, login: string): Promise<Credentials | null> {
  const [row]: Credentials[] = await db.query(`${CREDENTIALS} WHERE login = $1`, [login]);
  return row ?? null;
}

export async function credentialsOfId(
  db: EntityManager,
  personId: string,
): Promise<Credentials | null> {
  const [row]: Credentials[] = await db.query(`${CREDENTIALS} WHERE id = $1`, [personId]);
  return row ?? null;
}

/** Sessions that ended long ago and attempts nobody needs any more. */
export async function purgeOld(db: EntityManager, before: Date): Promise<void> {
  await db.query(`DELETE FROM sessions WHERE expires_at < $1`, [before]);
  await db.query(`DELETE FROM login_attempts WHERE last_at < $1`, [before]);
}
