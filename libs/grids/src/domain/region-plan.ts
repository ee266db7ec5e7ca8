import { REGION_LEVELS, type RegionLevel } from '@ingrid/contract';
import { childPath, continuesParent, fitsBelow } from './region-code.js';
import { type RegionRow } from './region-rows.js';
import { fault, type RowFault, type RowFaultCode } from './row-faults.js';

export interface KnownRegion {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly path: string;
  readonly parentId: string | null;
}

export interface PlannedRegion extends KnownRegion {
  readonly position: number;
  readonly deed: 'created' | 'changed' | 'kept';
  /** The name before, for what is changed. */
  readonly nameBefore?: string;
}

export interface TreeView {
  /** Current regions with the codes of the rows and of their parents. */
  readonly known: ReadonlyMap<string, KnownRegion>;
  /** Ids of regions that earlier rows of the same file dealt with. */
  readonly dealtWith: ReadonlySet<string>;
  /** Region subtrees in which the importing person may import. */
  readonly scopes: readonly string[];
  readonly newId: () => string;
}

export interface RegionPlan {
  readonly planned: PlannedRegion[];
  readonly faults: RowFault[];
}

/** Decides row by row what an import does to the tree. */
export function planRegions(rows: readonly RegionRow[], view: TreeView): RegionPlan {
  const known = new Map(view.known);
  const dealtWith = new Set(view.dealtWith);
  const plan: RegionPlan = { planned: [], faults: [] };
  for (const row of rows) {
    const region = planRow(row, { ...view, known, dealtWith });
    if ('zh' in region) {
      plan.faults.push(region);
      continue;
    }
    plan.planned.push(region);
    known.set(region.code, region);
    dealtWith.add(region.id);
  }
  return plan;
}

type Refuse = (code: RowFaultCode, column: string, value?: string) => RowFault;

function planRow(row: RegionRow, view: TreeView): PlannedRegion | RowFault {
  const refuse: Refuse = (code, column, value) =>
    fault(code, { position: row.position, column, ...(value === undefined ? {} : { value }) });
  const place = placeFor(row, view, refuse);
  if ('zh' in place) return place;
  const existing = view.known.get(row.code);
  return existing
    ? planExisting(row, existing, { view, refuse, parentId: place.parent?.id ?? null })
    : planNew(row, place, { view, refuse });
}

interface Place {
  readonly parent: KnownRegion | null;
  readonly level: RegionLevel;
}

/** Where a row belongs by what it says, or what is wrong with that. */
function placeFor(row: RegionRow, view: TreeView, refuse: Refuse): Place | RowFault {
  const { titles, code } = row;
  if (row.parentCode === null) {
    // Without a parent only a province can stand; anything else would be torn out of the tree.
    if (row.level !== 'province') return refuse('no_parent', titles.parent);
    return { parent: null, level: row.level };
  }
  const parent = view.known.get(row.parentCode);
  if (!parent) return refuse('unknown_parent', titles.parent, row.parentCode);
  const level = row.level ?? levelBelow(parent);
  if (level === null || !fitsBelow(level, parent.level)) {
    return refuse('wrong_level', titles.parent, parent.code);
  }
  return continuesParent(code, level, parent.code)
    ? { parent, level }
    : refuse('code_not_below_parent', titles.code, parent.code);
}

function planNew(
  row: RegionRow,
  { parent, level }: Place,
  { view, refuse }: { view: TreeView; refuse: Refuse },
): PlannedRegion | RowFault {
  const { position, code, name } = row;
  const path = childPath(parent?.path ?? '', code);
  if (!isInScope(path, view.scopes)) return refuse('out_of_scope', row.titles.code);
  const parentId = parent?.id ?? null;
  return { id: view.newId(), position, code, name, level, path, parentId, deed: 'created' };
}

interface Existing {
  readonly view: TreeView;
  readonly parentId: string | null;
  readonly refuse: Refuse;
}

function planExisting(
  row: RegionRow,
  existing: KnownRegion,
  { view, parentId, refuse }: Existing,
): PlannedRegion | RowFault {
  if (view.dealtWith.has(existing.id)) return refuse('duplicate_code', row.titles.code, row.code);
  if (existing.parentId !== parentId || existing.level === 'grid') {
    return refuse('parent_differs', row.titles.code, row.code);
  }
  const { position, name } = row;
  if (existing.name === name) return { ...existing, position, deed: 'kept' };
  if (!isInScope(existing.path, view.scopes)) return refuse('out_of_scope', row.titles.code);
  return { ...existing, position, name, deed: 'changed', nameBefore: existing.name };
}

function levelBelow(parent: KnownRegion): RegionLevel | null {
  const below = REGION_LEVELS[REGION_LEVELS.indexOf(parent.level) + 1];
  return below === undefined || below === 'grid' ? null : below;
}

function isInScope(path: string, scopes: readonly string[]): boolean {
  return scopes.some((scope) => scope === '' || path === scope || path.startsWith(`${scope}.`));
}
