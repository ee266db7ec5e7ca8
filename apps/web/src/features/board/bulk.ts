import { type IncidentRowWire, type MoveRequest } from '@ingrid/contract';

export type BulkMove = 'dispatch' | 'file' | 'merge' | 'refuse';

export interface BulkWishes {
  unitId: string;
  personId: string;
  /** For matters without a category of their own. */
  categoryCode: string;
  text: string;
  mainId: string;
}

export type BulkRequest = MoveRequest & { ids: string[] };

const MOST_AT_ONCE = 100;

/** The requests that make one move on many matters; filing keeps each matter's own category, so it goes by category. */
export function bulkRequests(
  move: BulkMove,
  rows: readonly IncidentRowWire[],
  wishes: BulkWishes,
): BulkRequest[] {
  return requestsOf(move, rows, wishes).flatMap(({ ids, ...rest }) =>
    Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, part) => ({
      ...rest,
      ids: ids.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE),
    })),
  );
}

function requestsOf(
  move: BulkMove,
  rows: readonly IncidentRowWire[],
  wishes: BulkWishes,
): BulkRequest[] {
  const ids = rows.map(({ id }) => id);
  if (move === 'file') return byCategory(rows, wishes.categoryCode);
  if (move === 'refuse') return [{ ids, move, reason: wishes.text }];
  if (move === 'merge') {
    return [{ ids: ids.filter((id) => id !== wishes.mainId), move, duplicateOfId: wishes.mainId }];
  }
  return [
    {
      ids,
      move,
      ...(wishes.unitId ? { assigneeUnitId: wishes.unitId } : {}),
      ...(wishes.personId ? { assigneePersonId: wishes.personId } : {}),
      ...(wishes.text ? { note: wishes.text } : {}),
    },
  ];
}

function byCategory(rows: readonly IncidentRowWire[], fallback: string): BulkRequest[] {
  const groups = new Map<string, string[]>();
  for (const { id, category } of rows) {
    const code = category?.code ?? fallback;
    groups.set(code, [...(groups.get(code) ?? []), id]);
  }
  // Without any category the server says for each matter what is missing.
  return [...groups].map(([code, ids]) => ({
    ids,
    move: 'file',
    ...(code ? { categoryCode: code } : {}),
  }));
}
