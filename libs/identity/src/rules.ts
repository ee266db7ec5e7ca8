import { type Verb } from '@ingrid/contract';
import { isCleanText, isId, decodeCursor, pageProblems } from '@ingrid/kernel';
import { type Actor, type Transaction } from '@ingrid/platform';
import { ADMINISTRATOR_VERB } from './domain/administrator.js';
import { countAdministrators, lockAdministrators, openGrants } from './data/rights.repository.js';
import { peopleProblems } from './identity.problems.js';

/** The verbs of a list that the actor does not hold at a place: one can only grant what one holds. */
export function missingVerbs(actor: Actor, verbs: readonly Verb[], regionPath: string): Verb[] {
  return verbs.filter((verb) => !actor.allows(verb, regionPath));
}

/**
 * Runs a change that may take rights away, and refuses it when no administrator would be left.
 * @throws people.last_administrator
 */
export async function keepingAnAdministrator<T>(
  tx: Transaction,
  change: () => Promise<T>,
): Promise<T> {
  await lockAdministrators(tx.db);
  const before = await countAdministrators(tx.db, ADMINISTRATOR_VERB, tx.now);
  const result = await change();
  const after = await countAdministrators(tx.db, ADMINISTRATOR_VERB, tx.now);
  if (before > 0 && after === 0) throw peopleProblems.lastAdministrator({});
  return result;
}

/**
 * Whoever sets a password or suspends somebody could act in that person's place, so he must hold all the other holds.
 * @throws people.holds_more_than_you
 */
export async function mustHoldAllOf(tx: Transaction, personId: string): Promise<void> {
  const grants = await openGrants(tx.db, personId, tx.now);
  const missing = grants.flatMap((g) => missingVerbs(tx.actor, g.verbs, g.region_path));
  if (missing.length > 0) throw peopleProblems.holdsMore({ missing: [...new Set(missing)] });
}

/** The `[text, id]` key of a page; whatever a client made of the cursor, the database only sees clean values. */
export function textAndIdCursor(cursor: string | undefined): [string, string] | null {
  if (cursor === undefined || cursor === '') return null;
  const [text, id] = decodeCursor(cursor, 2);
  if (typeof text !== 'string' || !isCleanText(text) || !isId(id)) throw pageProblems.badCursor({});
  return [text, id];
}

export function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null;
  const [id] = decodeCursor(cursor, 1);
  if (!isId(id)) throw pageProblems.badCursor({});
  return id;
}
