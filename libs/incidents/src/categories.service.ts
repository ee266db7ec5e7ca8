import { readFileSync } from 'node:fs';
import {
  type CaseStandardWire,
  type CategoryImportWire,
  type CategoryTreeWire,
  type CategoryWire,
} from '@ingrid/contract';
import { newId } from '@ingrid/kernel';
import { type Actor, ActivityTail, SYSTEM, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  CategoriesRepository,
  type StoredCategory,
  type StoredStandard,
} from './data/categories.repository.js';
import { DEFAULT_NEAR_METRES, readCategoryDocument } from './domain/category-document.js';
import { incidentProblems } from './incidents.problems.js';

interface Shipped {
  readonly version: number;
  readonly categories: unknown[];
  readonly standards: unknown[];
}

export interface CategoryImport {
  readonly categories: readonly unknown[];
  readonly standards: readonly unknown[];
  readonly origin: string;
  readonly replace: boolean;
}

/** Categories and case standards: data that an office changes. All of it is held in memory, it is a few hundred rows. */
@Injectable()
export class CategoriesService implements OnModuleInit {
  private byCode = new Map<string, StoredCategory>();
  private standards = new Map<string, StoredStandard[]>();
  /** Those of the past too: incidents run under them. */
  private standardById = new Map<string, StoredStandard>();
  private parents = new Set<string>();
  private version = 0;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
    @Inject(CategoriesRepository) private readonly repository: CategoriesRepository,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.loadDefaults();
    await this.refresh();
    this.tail.listen(async (rows) => {
      if (rows.some((row) => row.type === 'category.changed')) await this.refresh();
    });
  }

  /** Loads the shipped categories once; what an office changed afterwards is left alone. */
  async loadDefaults(): Promise<void> {
    const shipped = readShipped();
    const origin = `shipped:${String(shipped.version)}`;
    await this.work.run(SYSTEM, async (tx) => {
      if (await this.repository.hasOrigin(tx.db, origin)) return;
      await this.repository.lockImports(tx.db);
      if (await this.repository.hasOrigin(tx.db, origin)) return;
      await this.put(tx, { ...shipped, origin, replace: false });
    });
  }

  async refresh(): Promise<void> {
    const [version, categories, standards] = await this.work.read(async (db) => [
      await this.repository.version(db),
      await this.repository.all(db),
      await this.repository.standards(db),
    ]);
    this.version = version;
    this.byCode = new Map(categories.map((c) => [c.code, c]));
    this.parents = new Set(
      categories.flatMap((c) => (c.parentCode === null || c.retired ? [] : [c.parentCode])),
    );
    this.standardById = new Map(standards.map((s) => [s.id, s]));
    this.standards = new Map();
    for (const s of standards.filter(({ retired }) => !retired))
      this.standards.set(s.categoryCode, [...(this.standards.get(s.categoryCode) ?? []), s]);
  }

  /** The tree as people choose from it, without what was retired. */
  tree(): CategoryTreeWire {
    const nodes = new Map<string, CategoryWire>();
    for (const c of this.byCode.values()) {
      if (c.retired) continue;
      const { code, name, family, parentCode, questions } = c;
      nodes.set(code, { code, name, family, parentCode, questions, children: [] });
    }
    for (const node of nodes.values()) nodes.get(node.parentCode ?? '')?.children.push(node);
    return {
      version: this.version,
      items: [...nodes.values()].filter((n) => n.parentCode === null),
    };
  }

  /** All categories, retired ones too. */
  maintained(): { version: number; items: StoredCategory[] } {
    return { version: this.version, items: [...this.byCode.values()] };
  }

  nameOf(code: string): string {
    return this.byCode.get(code)?.name ?? code;
  }

  isInUse(code: string): boolean {
    return this.byCode.get(code)?.retired === false;
  }

  /** Code of the category that can be chosen under this name, or null. */
  codeNamed(name: string): string | null {
    const found = [...this.byCode.values()].find(
      (c) => c.name === name && !c.retired && !this.parents.has(c.code),
    );
    return found?.code ?? null;
  }

  wire(code: string | null): { code: string; name: string } | null {
    return code === null ? null : { code, name: this.nameOf(code) };
  }

  nearMetres(code: string | null): number {
    return (code === null ? undefined : this.byCode.get(code)?.nearMetres) ?? DEFAULT_NEAR_METRES;
  }

  /** @throws incidents.unknown_category unless the code exists, is in use and has no finer level below it. */
  mustBeChosen(code: string): StoredCategory {
    const category = this.byCode.get(code);
    if (!category || category.retired || this.parents.has(code))
      throw incidentProblems.unknownCategory({ code });
    return category;
  }

  /** @throws incidents.answer_missing when a required question of the category has no answer. */
  checkAnswers(code: string, answers: Readonly<Record<string, string>>): void {
    const missing = this.mustBeChosen(code).questions.filter(
      (q) => q.required && (answers[q.key] ?? '').trim() === '',
    );
    if (missing.length > 0)
      throw incidentProblems.answerMissing({ questions: missing.map((q) => q.label) });
  }

  /** All codes at and below a code, for filtering; a code nobody knows gives itself. */
  codesUnder(code: string): string[] {
    const found = [code];
    for (const at of found) {
      for (const c of this.byCode.values()) if (c.parentCode === at) found.push(c.code);
    }
    return found;
  }

  /** A code and all above it, the root last. */
  codesAbove(code: string): string[] {
    const found: string[] = [];
    for (let at: string | null = code; at !== null; at = this.byCode.get(at)?.parentCode ?? null)
      found.push(at);
    return found;
  }

  /** The case standard that a new incident of the category begins under; nothing where the category has none. */
  standardFor(code: string | null): StoredStandard | null {
    return (code === null ? undefined : this.standards.get(code)?.[0]) ?? null;
  }

  /** The standard an incident runs under, as it was when the incident came under it. */
  standing({ standardId }: { readonly standardId: string | null }): StoredStandard | null {
    return (standardId === null ? undefined : this.standardById.get(standardId)) ?? null;
  }

  /** The standard once the category is `code`: the one in force stays while the category does. */
  standardAfter(
    before: { readonly categoryCode: string | null; readonly standardId: string | null },
    code: string | null,
  ): StoredStandard | null {
    return code === before.categoryCode ? this.standing(before) : this.standardFor(code);
  }

  allStandards(categoryCode?: string): CaseStandardWire[] {
    const lists =
      categoryCode === undefined
        ? [...this.standards.values()]
        : [this.standards.get(categoryCode) ?? []];
    return lists.flat().map((s) => this.standardWire(s));
  }

  standardWire(standard: StoredStandard): CaseStandardWire {
    const { retired: _past, ...rest } = standard;
    return { ...rest, categoryName: this.nameOf(standard.categoryCode) };
  }

  /** @throws incidents.bad_category_file with every fault by row; then nothing is changed. */
  async import(actor: Actor, given: CategoryImport): Promise<CategoryImportWire> {
    const done = await this.work.run(actor, async (tx) => {
      tx.mustAllow('category.manage', { regionPath: '' });
      await this.repository.lockImports(tx.db);
      return this.put(tx, given);
    });
    await this.refresh();
    return done;
  }

  private async put(tx: Transaction, given: CategoryImport): Promise<CategoryImportWire> {
    const there = await this.repository.all(tx.db);
    const { document, faults } = readCategoryDocument({
      categories: given.categories.map((raw) => withQuestionsOf(there, raw)),
      standards: given.standards,
      known: new Set(there.map((c) => c.code)),
    });
    if (faults.length > 0) throw incidentProblems.badCategoryFile({ faults: faults.slice(0, 200) });
    const version = (await this.repository.version(tx.db)) + 1;
    const { origin, replace } = given;
    const by = { version, origin, replace, personId: tx.actor.personId, at: tx.now };
    const retired = await this.repository.put(tx.db, document, by);
    const counts = {
      version,
      categories: document.categories.length,
      standards: document.standards.length,
      retired,
    };
    tx.record({
      type: 'category.changed',
      subjectType: 'category_import',
      subjectId: newId(),
      regionPath: '',
      data: { ...counts, origin },
    });
    return counts;
  }
}

/** A table has no column for questions; those that a category asks stay. */
function withQuestionsOf(there: readonly StoredCategory[], raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || 'questions' in raw || !('code' in raw)) return raw;
  const before = there.find(({ code }) => code === raw.code);
  return before ? { ...raw, questions: before.questions } : raw;
}

function readShipped(): Shipped {
  const read = (name: string): Record<string, unknown> =>
    // The shipped files are ours; their content is checked like any other import.
    JSON.parse(readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8')) as Record<
      string,
      unknown
    >;
  const categories = read('categories.json');
  const standards = read('case-standards.json');
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  return {
    version: Number(categories['version']) * 1000 + Number(standards['version']),
    categories: list(categories['categories']),
    standards: list(standards['standards']),
  };
}
