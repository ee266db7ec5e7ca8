import { problem } from './problem.js';
import { isCleanText } from './text.js';

export interface Page<T> {
  items: T[];
  /** Opaque; null at the end. */
  nextCursor: string | null;
}

export const pageProblems = {
  badCursor: problem(
    'page.bad_cursor',
    400,
    () => '翻页标记无效，请回到第一页重新查询。',
    () => 'The page cursor is not valid; start again from the first page.',
  ),
};

/** The sort key of the last row of a page, wrapped so that clients do not build on its inside. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws page.bad_cursor when the text was not made by {@link encodeCursor} with as many parts. */
export function decodeCursor(cursor: string, parts: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every(isKeyPart)) return key;
  } catch {
    // falls through: whatever is wrong with it, the answer is the same
  }
  throw pageProblems.badCursor({});
}

function isKeyPart(value: unknown): value is string | number {
  if (typeof value === 'string') return isCleanText(value);
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Cuts a result that was read with `limit + 1` rows into a page. */
export function pageOf<T>(rows: T[], limit: number, key: (row: T) => (string | number)[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}
