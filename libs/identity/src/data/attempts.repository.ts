import { type EntityManager } from 'typeorm';
import { FORGET_AFTER_HOURS, type LockoutRule, waitAfter } from '../domain/lockout.js';

export interface Attempt {
  /** Counted as a failure until it succeeds, so that a hundred guesses at one moment are a hundred failures. */
  failures: number;
  /** When the next attempt may be made; null while they are free. */
  lockedUntil: Date | null;
}

const CLAIM = `
  INSERT INTO login_attempts AS a (key, failures, last_at) VALUES ($1, 1, $2)
  ON CONFLICT (key) DO UPDATE SET
    failures = (CASE WHEN a.last_at < $3 THEN 0 ELSE a.failures END) + 1,
    last_at = $2, locked_until = NULL
  WHERE a.locked_until IS NULL OR a.locked_until <= $2
  RETURNING failures`;

/** Counts one attempt, or answers null while the key is locked. */
export async function claimAttempt(
  db: EntityManager,
  key: string,
  rule: LockoutRule,
  now: Date,
): Promise<Attempt | null> {
  const forget = new Date(now.getTime() - FORGET_AFTER_HOURS * 3_600_000);
  const [row]: { failures: number }[] = await db.query(CLAIM, [key, now, forget]);
  if (!row) return null;
  const seconds = waitAfter(row.failures, rule);
  if (seconds === 0) return { failures: row.failures, lockedUntil: null };
  const lockedUntil = new Date(now.getTime() + seconds * 1_000);
  await db.query(`UPDATE login_attempts SET locked_until = $2 WHERE key = $1`, [key, lockedUntil]);
  return { failures: row.failures, lockedUntil };
}

export async function lockedUntil(db: EntityManager, key: string): Promise<Date | null> {
  const [row]: { locked_until: Date | null }[] = await db.query(
    `SELECT locked_until FROM login_attempts WHERE key = $1`,
    [key],
  );
  return row?.locked_until ?? null;
}

/** The attempt succeeded: it is not a failure after all. */
export async function takeBack(db: EntityManager, key: string, free: number): Promise<void> {
  await db.query(
    `UPDATE login_attempts SET failures = greatest(failures - 1, 0),
       locked_until = CASE WHEN failures - 1 < $2 THEN NULL ELSE locked_until END
     WHERE key = $1`,
    [key, free],
  );
}

export async function forgetAttempts(db: EntityManager, key: string): Promise<void> {
  await db.query(`DELETE FROM login_attempts WHERE key = $1`, [key]);
}
