import { type Actor } from '@ingrid/platform';
import { type Verb } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';

/** Who looks for somebody to appoint: the subtrees in which he may appoint, and his own id. */
export interface Appointer {
  readonly within: readonly string[];
  readonly personId: string | null;
}

export function appointer(actor: Actor, verb: Verb): Appointer {
  return { within: actor.pathsFor(verb), personId: actor.personId };
}

/**
 * SQL that holds for people `p` (with their unit `u`) who are new to everybody or whom the appointer created.
 * Grants that have ended count as well: whoever worked in another street is known there.
 */
export const newOrOwnSql = (createdBy: string): string => `(
  p.created_by = ${createdBy}
  OR (p.unit_id IS NULL AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id)))`;

const APPOINTABLE = `
  SELECT 1 FROM people p LEFT JOIN units u ON u.id = p.unit_id
  WHERE p.id = $1 AND (
    '' = ANY ($2::text[])
    OR (cardinality($2::text[]) > 0 AND ${newOrOwnSql('$3::uuid')})
    OR u.region_path <@ ANY ($2::ltree[])
    OR EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id AND g.region_path <@ ANY ($2::ltree[])))`;

/** True for somebody who is new, whom the appointer created, or who has a unit or a grant, also an ended one, in his subtrees. */
export async function isAppointable(
  db: EntityManager,
  personId: string,
  by: Appointer,
): Promise<boolean> {
  const rows: unknown[] = await db.query(APPOINTABLE, [personId, by.within, by.personId]);
  return rows.length > 0;
}

export async function idOfLogin(db: EntityManager, login: string): Promise<string | null> {
  const [row]: { id: string }[] = await db.query(`SELECT id FROM people WHERE login = $1`, [login]);
  return row?.id ?? null;
}
