import {
  type CaseStandardWire,
  type CategoryFamily,
  type MaintainedCategoriesWire,
  type MaintainedCategoryWire,
} from '@ingrid/contract';
import { newId } from '@ingrid/kernel';
import { type Actor, type Once, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { categoryProblems } from './category.problems.js';
import {
  CategoriesRepository,
  type StoredCategory,
  type StoredStandard,
} from './data/categories.repository.js';
import {
  type CategoryDocument,
  type CategoryFault,
  readCategoryDocument,
} from './domain/category-document.js';

export interface NewCategory {
  readonly code: string;
  readonly name: string;
  readonly family?: CategoryFamily;
  readonly parentCode?: string;
  readonly nearMetres?: number;
  readonly questions?: unknown[];
}

export interface CategoryChange {
  readonly name?: string;
  readonly nearMetres?: number;
  readonly questions?: unknown[];
  readonly inUse?: boolean;
  readonly version?: number;
}

const DEEPEST = 3;

/** Categories and case standards changed one at a time by an office. */
@Injectable()
export class CategoryEdits {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(CategoriesRepository) private readonly repository: CategoriesRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;

  /** All categories, those out of use too, in the order of the tree. */
  list(): MaintainedCategoriesWire {
    const { version, items } = this.categories.maintained();
    return { version, items: items.map(wireOf) };
  }

  /** @throws categories.code_taken, categories.no_such_parent, categories.bad_value */
  async create(actor: Actor, given: NewCategory, once?: Once): Promise<MaintainedCategoryWire> {
    const code = await this.within(
      actor,
      async (tx) => {
        const all = await this.repository.all(tx.db);
        if (all.some((c) => c.code === given.code)) throw categoryProblems.codeTaken(given);
        const { parentCode } = given;
        const parent = parentCode === undefined ? undefined : parentOf(all, parentCode);
        const raw = { ...given, family: parent?.family ?? given.family };
        const document = read({ categories: [raw], standards: [] }, all);
        await this.put(tx, document, { code: given.code, what: 'created' });
        return given.code;
      },
      once,
    );
    return this.wire(code);
  }

  /** @throws categories.not_found, categories.stale, categories.has_parts, categories.parent_out_of_use, categories.bad_value */
  async change(
    actor: Actor,
    code: string,
    change: CategoryChange,
  ): Promise<MaintainedCategoryWire> {
    await this.within(actor, async (tx) => {
      const all = await this.repository.all(tx.db);
      const before = all.find((c) => c.code === code);
      if (!before) throw categoryProblems.notFound({});
      if (change.version !== undefined && change.version !== before.version)
        throw categoryProblems.stale({ yours: change.version, current: before.version });
      const { inUse = !before.retired, version: _seen, ...fields } = change;
      mayBe(inUse, before, all);
      const document = read({ categories: [{ ...before, ...given(fields) }], standards: [] }, all);
      const [category = before] = document.categories;
      const version = await this.nextVersion(tx);
      const history = { version, origin: 'office', personId: tx.actor.personId, at: tx.now };
      await this.repository.keepHistory(tx.db, { ...document, inUse }, history);
      await this.repository.updateCategory(tx.db, { ...category, retired: !inUse, version });
      record(tx, { version, code, what: whatHappened(before, inUse) });
    });
    return this.wire(code);
  }

  /** @throws categories.not_found, categories.condition_taken, categories.bad_value */
  async addStandard(
    actor: Actor,
    standard: object & { readonly categoryCode: string; readonly condition: string },
    once?: Once,
  ): Promise<CaseStandardWire> {
    const id = await this.within(
      actor,
      async (tx) => {
        const all = await this.repository.all(tx.db);
        if (!all.some((c) => c.code === standard.categoryCode)) throw categoryProblems.notFound({});
        return this.stand(tx, standard, all);
      },
      once,
    );
    return this.standardWire(id);
  }

  /** @throws categories.standard_not_found, categories.condition_taken, categories.bad_value */
  async replaceStandard(
    actor: Actor,
    id: string,
    standard: object & { readonly condition: string },
  ): Promise<CaseStandardWire> {
    const made = await this.within(actor, async (tx) => {
      const { categoryCode } = await this.mustStand(tx, id);
      const all = await this.repository.all(tx.db);
      await this.repository.retireStandard(tx.db, id);
      const made = await this.stand(tx, { ...standard, categoryCode }, all);
      await this.repository.takePlace(tx.db, made, id);
      return made;
    });
    return this.standardWire(made);
  }

  /** @throws categories.standard_not_found */
  async endStandard(actor: Actor, id: string): Promise<void> {
    await this.within(actor, async (tx) => {
      const { categoryCode } = await this.mustStand(tx, id);
      const version = await this.nextVersion(tx);
      const history = { version, origin: 'office', personId: tx.actor.personId, at: tx.now };
      await this.repository.keepHistory(tx.db, { ended: id }, history);
      await this.repository.retireStandard(tx.db, id);
      record(tx, { version, code: categoryCode, what: 'standard_ended' });
    });
  }

  private async within<T>(
    actor: Actor,
    act: (tx: Transaction) => Promise<T>,
    once?: Once,
  ): Promise<T> {
    const done = await this.work.run(
      actor,
      async (tx) => {
        tx.mustAllow('category.manage', { regionPath: '' });
        await this.repository.lockImports(tx.db);
        return act(tx);
      },
      once,
    );
    await this.categories.refresh();
    return done;
  }

  private async stand(
    tx: Transaction,
    raw: object & { readonly categoryCode: string; readonly condition: string },
    all: readonly StoredCategory[],
  ): Promise<string> {
    const document = read({ categories: [], standards: [raw] }, all);
    const { categoryCode, condition } = document.standards[0] ?? raw;
    const there = await this.standing(tx, categoryCode, condition);
    if (there) throw categoryProblems.conditionTaken({ condition });
    await this.put(tx, document, { code: categoryCode, what: 'standard_changed' });
    const made = await this.standing(tx, categoryCode, condition);
    if (!made) throw categoryProblems.standardNotFound({});
    return made.id;
  }

  private async standing(
    tx: Transaction,
    code: string,
    condition: string,
  ): Promise<StoredStandard | undefined> {
    const standards = await this.repository.standards(tx.db);
    return standards.find(
      (s) => s.categoryCode === code && s.condition === condition && !s.retired,
    );
  }

  private async mustStand(tx: Transaction, id: string): Promise<StoredStandard> {
    const standards = await this.repository.standards(tx.db);
    const found = standards.find((s) => s.id === id && !s.retired);
    if (!found) throw categoryProblems.standardNotFound({});
    return found;
  }

  private async put(
    tx: Transaction,
    document: CategoryDocument,
    data: { code: string; what: string },
  ): Promise<void> {
    const version = await this.nextVersion(tx);
    const by = { version, origin: 'office', personId: tx.actor.personId, at: tx.now };
    await this.repository.put(tx.db, document, { ...by, replace: false });
    record(tx, { version, ...data });
  }

  private async nextVersion(tx: Transaction): Promise<number> {
    return (await this.repository.version(tx.db)) + 1;
  }

  private wire(code: string): MaintainedCategoryWire {
    const found = this.categories.maintained().items.find((c) => c.code === code);
    if (!found) throw categoryProblems.notFound({});
    return wireOf(found);
  }

  private standardWire(id: string): CaseStandardWire {
    const standard = this.categories.standing({ standardId: id });
    if (!standard) throw categoryProblems.standardNotFound({});
    return this.categories.standardWire(standard);
  }
}

function wireOf(category: StoredCategory): MaintainedCategoryWire {
  const { code, name, family, parentCode, questions, nearMetres, retired, version } = category;
  return { code, name, family, parentCode, questions, nearMetres, inUse: !retired, version };
}

/** Reads one thing as an import would. @throws categories.bad_value */
function read(
  given: { categories: readonly unknown[]; standards: readonly unknown[] },
  all: readonly StoredCategory[],
): CategoryDocument {
  const known = new Set(all.map((c) => c.code));
  const { document, faults } = readCategoryDocument({ ...given, known });
  if (faults.length > 0) throw categoryProblems.badValue({ faults: faults.map(wordsOf) });
  return document;
}

const wordsOf = ({ words }: CategoryFault): string => words;

/** Only what was given: a field that is absent stays as it is. */
function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** @throws categories.no_such_parent */
function parentOf(all: readonly StoredCategory[], parentCode: string): StoredCategory {
  const above = (code: string | null): StoredCategory | undefined =>
    all.find((c) => c.code === code);
  const parent = above(parentCode);
  let depth = 1;
  for (let at = parent; at && depth <= DEEPEST; at = above(at.parentCode)) depth += 1;
  if (!parent || parent.retired || depth > DEEPEST)
    throw categoryProblems.noSuchParent({ parentCode });
  return parent;
}

/** @throws categories.has_parts, categories.parent_out_of_use */
function mayBe(inUse: boolean, category: StoredCategory, all: readonly StoredCategory[]): void {
  if (inUse === !category.retired) return;
  const parts = all.filter((c) => c.parentCode === category.code && !c.retired);
  if (!inUse && parts.length > 0)
    throw categoryProblems.hasParts({ names: parts.map((c) => c.name) });
  const parent = all.find((c) => c.code === category.parentCode);
  if (inUse && parent?.retired === true)
    throw categoryProblems.parentOutOfUse({ name: parent.name });
}

function whatHappened(before: StoredCategory, inUse: boolean): string {
  if (before.retired !== inUse) return 'changed';
  return inUse ? 'restored' : 'retired';
}

function record(tx: Transaction, data: { version: number; code: string; what: string }): void {
  // A category is named by its code; the record wants an id, so each change has one.
  tx.record({
    type: 'category.changed',
    subjectType: 'category_import',
    subjectId: newId(),
    regionPath: '',
    data,
  });
}
