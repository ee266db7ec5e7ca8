import { type Transaction } from '@ingrid/platform';
import { usesOf } from '../data/import-places.repository.js';
import { importProblems } from './import.problems.js';

/** How people call what can hang on a place; a table of a module that is not named here is told by its own name. */
const WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  regions: { zh: '下级区域', en: 'regions below' },
  grid_staff: { zh: '网格力量任职', en: 'staff assignments' },
  incidents: { zh: '案件', en: 'incidents' },
  tasks: { zh: '任务', en: 'tasks' },
  grants: { zh: '权限', en: 'grants' },
  units: { zh: '单位', en: 'units' },
  dispatch_rules: { zh: '派遣规则', en: 'dispatch rules' },
};

/** @throws imports.still_used naming everything that hangs on what the import brought */
export async function mustBeFree(tx: Transaction, importId: string): Promise<void> {
  const uses = await usesOf(tx.db, importId);
  if (uses.length === 0) return;
  // A table may hang on a place in two ways, by its path and by its key; the larger count tells it.
  const most = new Map<string, number>();
  for (const { table, count } of uses) most.set(table, Math.max(count, most.get(table) ?? 0));
  throw importProblems.stillUsed({
    uses: [...most].map(([what, count]) => ({
      what,
      count,
      zh: WORDS[what]?.zh ?? what,
      en: WORDS[what]?.en ?? what,
    })),
  });
}
