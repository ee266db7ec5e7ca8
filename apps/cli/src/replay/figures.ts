import { type IncidentDetailWire } from '@ingrid/contract';
import { type Api } from './api.js';

export interface Figures {
  /** State and how many, the words of the page. */
  readonly byState: ReadonlyMap<string, number>;
  readonly byEnding: ReadonlyMap<string, number>;
  /** 立案数: filed for the ordinary procedure. */
  readonly filed: number;
  /** 当场处置: the simple procedure, counted apart. */
  readonly onSpot: number;
  /** 应结案数: filed and closed, or filed and past its deadline. What is open and not yet due is not in it. */
  readonly due: number;
  readonly closed: number;
  /** 按期结案数. */
  readonly closedInTime: number;
}

const AT_ONCE = 4;

/** Counts on the matters as anybody with the right can read them. */
export async function figuresOf(api: Api, ids: readonly string[]): Promise<Figures> {
  const waiting = [...ids];
  const all: IncidentDetailWire[] = [];
  const one = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      all.push(await api.get<IncidentDetailWire>(`/incidents/${id}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const filed = all.filter(isFiled);
  const due = filed.filter((detail) => detail.closedAt !== null || isPast(detail));
  const closed = due.filter((detail) => detail.closedAt !== null);
  return {
    byState: counted(all.map((detail) => detail.stateLabel)),
    byEnding: counted(all.flatMap((detail) => detail.ending?.label ?? [])),
    filed: filed.length,
    onSpot: all.filter((detail) => detail.ending?.name === 'solvedOnSpot').length,
    due: due.length,
    closed: closed.length,
    closedInTime: closed.filter((detail) => !isPast(detail)).length,
  };
}

function isFiled({ path, ending }: IncidentDetailWire): boolean {
  return ending?.name !== 'solvedOnSpot' && path.some(({ state }) => state === 'filed');
}

/** Past its whole deadline: when it was closed, or now by the server's own mark. */
function isPast({ clocks, closedAt }: IncidentDetailWire): boolean {
  const whole = clocks.find(({ name }) => name === 'whole');
  if (!whole) return false;
  return closedAt === null
    ? whole.mark === 'overdue'
    : Date.parse(closedAt) > Date.parse(whole.dueAt);
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
