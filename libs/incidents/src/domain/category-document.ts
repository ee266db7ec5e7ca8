import {
  CATEGORY_FAMILIES,
  type CategoryFamily,
  LIMIT_NAMES,
  LIMIT_UNITS,
  type LimitName,
  type LimitWire,
  type QuestionWire,
} from '@ingrid/contract';
import { isCleanText } from '@ingrid/kernel';

export interface CategoryRecord {
  readonly code: string;
  readonly name: string;
  readonly family: CategoryFamily;
  readonly parentCode: string | null;
  readonly questions: QuestionWire[];
  readonly nearMetres: number;
}

export interface StandardRecord {
  readonly categoryCode: string;
  readonly condition: string;
  readonly closing: string;
  readonly limits: Partial<Record<LimitName, LimitWire>>;
  readonly responsible: string | null;
  readonly supervising: string | null;
  readonly evidence: string | null;
  readonly legalBasis: string | null;
  readonly source: string | null;
}

export interface CategoryFault {
  /** From 1, in the order of the file. */
  readonly row: number;
  readonly words: string;
}

export interface CategoryDocument {
  readonly categories: readonly CategoryRecord[];
  readonly standards: readonly StandardRecord[];
}

export const DEFAULT_NEAR_METRES = 100;
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,15}(\.[A-Za-z0-9_-]{1,16}){0,2}$/;
const MOST_ROWS = 5_000;
const LONGEST_LIMIT = 1_000;
const FARTHEST = 2_000;
const MOST_CHOICES = 30;
const LONGEST_CHOICE = 40;

class Faults {
  readonly found: CategoryFault[] = [];
  row = 0;

  add(words: string): void {
    this.found.push({ row: this.row, words });
  }
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads categories and case standards from parsed JSON or the rows of a table; every fault is named with its row. */
export function readCategoryDocument(input: {
  categories: readonly unknown[];
  standards: readonly unknown[];
  /** Codes that exist already and may be named as parent or by a standard. */
  known: ReadonlySet<string>;
}): { document: CategoryDocument; faults: CategoryFault[] } {
  const faults = new Faults();
  const read: { row: number; category: CategoryRecord }[] = [];
  const codes = new Set<string>();
  if (input.categories.length + input.standards.length > MOST_ROWS)
    faults.add(`最多 ${MOST_ROWS} 行`);
  for (const [i, raw] of input.categories.slice(0, MOST_ROWS).entries()) {
    faults.row = i + 1;
    const category = readCategory(asRaw(raw), faults);
    if (!category) continue;
    if (codes.has(category.code)) faults.add(`代码 ${category.code} 重复`);
    codes.add(category.code);
    read.push({ row: faults.row, category });
  }
  checkParents(read, input.known, faults);
  const categories = read.map(({ category }) => category);
  const all = new Set([...codes, ...input.known]);
  const standards = readStandards(input.standards.slice(0, MOST_ROWS), all, faults);
  return { document: { categories, standards }, faults: faults.found };
}

function asRaw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function text(raw: Raw, key: string, most: number): string | null {
  const value = raw[key];
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed !== '' && trimmed.length <= most && isCleanText(trimmed) ? trimmed : null;
}

function readCategory(raw: Raw, faults: Faults): CategoryRecord | null {
  const code = readCode(raw, faults);
  const name = text(raw, 'name', 60);
  const family = CATEGORY_FAMILIES.find((f) => f === raw['family']);
  if (name === null) faults.add('名称缺失、过长或含有无法保存的字符');
  if (!family) faults.add('大类（family）应为部件、事件或网格事项（component、event、grid）');
  const nearMetres = readMetres(raw['nearMetres'], faults);
  if (code === null || name === null || !family) return null;
  const parentCode = text(raw, 'parentCode', 50);
  return {
    code,
    name,
    family,
    parentCode,
    questions: readQuestions(raw['questions'], faults),
    nearMetres,
  };
}

function readCode(raw: Raw, faults: Faults): string | null {
  const code = text(raw, 'code', 50);
  if (code !== null && CODE.test(code)) return code;
  faults.add('代码缺失或格式不对');
  return null;
}

function readMetres(value: unknown, faults: Faults): number {
  const metres = value === undefined || value === '' ? DEFAULT_NEAR_METRES : Number(value);
  if (Number.isInteger(metres) && metres >= 0 && metres <= FARTHEST) return metres;
  faults.add(`相近距离（nearMetres）应为 0 到 ${FARTHEST} 的整数`);
  return DEFAULT_NEAR_METRES;
}

function readQuestions(value: unknown, faults: Faults): QuestionWire[] {
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value) || value.length > 12) {
    faults.add('questions 应为列表，最多 12 项');
    return [];
  }
  const keys = new Set<string>();
  return value.flatMap((each: unknown) => {
    const raw = asRaw(each);
    const key = text(raw, 'key', 40);
    const label = text(raw, 'label', 60);
    const kind = raw['kind'] === 'choice' ? ('choice' as const) : ('text' as const);
    if (key === null || label === null) {
      faults.add('附加问题缺少 key 或 label');
      return [];
    }
    if (keys.has(key)) faults.add(`附加问题“${label}”的 key 重复`);
    keys.add(key);
    const choices = kind === 'choice' ? readChoices(raw['choices'], label, faults) : [];
    return [
      {
        key,
        label,
        kind,
        ...(kind === 'choice' ? { choices } : {}),
        required: raw['required'] === true,
      },
    ];
  });
}

function readChoices(value: unknown, label: string, faults: Faults): string[] {
  const given: unknown[] = Array.isArray(value) ? value : [];
  const choices = given.flatMap((choice) => text({ choice }, 'choice', LONGEST_CHOICE) ?? []);
  if (choices.length === 0) faults.add(`附加问题“${label}”没有选项`);
  else if (choices.length < given.length || choices.length > MOST_CHOICES)
    faults.add(
      `附加问题“${label}”的选项最多 ${MOST_CHOICES} 个，每个 1 到 ${LONGEST_CHOICE} 个字，不含无法保存的字符`,
    );
  else if (new Set(choices).size < choices.length) faults.add(`附加问题“${label}”的选项有重复`);
  return choices;
}

function checkParents(
  read: readonly { row: number; category: CategoryRecord }[],
  known: ReadonlySet<string>,
  faults: Faults,
): void {
  const parents = new Map(read.map(({ category }) => [category.code, category.parentCode]));
  for (const { row, category } of read) {
    faults.row = row;
    const { parentCode } = category;
    if (parentCode === null) continue;
    if (!parents.has(parentCode) && !known.has(parentCode))
      faults.add(`没有上级类别 ${parentCode}`);
    if (depthOf(category.code, parents) > 3) faults.add('类别最多三级，或上下级互相循环');
  }
}

function depthOf(code: string, parents: ReadonlyMap<string, string | null>): number {
  let depth = 0;
  for (let at: string | null | undefined = code; at && depth <= 3; at = parents.get(at)) depth += 1;
  return depth;
}

function readStandards(
  rows: readonly unknown[],
  codes: ReadonlySet<string>,
  faults: Faults,
): StandardRecord[] {
  const seen = new Set<string>();
  return rows.flatMap((value, i) => {
    faults.row = i + 1;
    const raw = asRaw(value);
    const categoryCode = text(raw, 'categoryCode', 50);
    const condition = text(raw, 'condition', 200);
    const closing = text(raw, 'closing', 200);
    if (categoryCode === null || !codes.has(categoryCode))
      faults.add(`立案标准的类别 ${categoryCode ?? ''} 不存在`);
    if (condition === null) faults.add('缺少立案条件');
    if (closing === null) faults.add('缺少结案条件');
    const limits = readLimits(raw['limits'], faults);
    if (categoryCode === null || condition === null || closing === null) return [];
    const key = `${categoryCode}\n${condition}`;
    if (seen.has(key)) faults.add(`立案条件“${condition}”重复`);
    seen.add(key);
    const optional = (name: string): string | null => text(raw, name, 300);
    return [
      {
        categoryCode,
        condition,
        closing,
        limits,
        responsible: optional('responsible'),
        supervising: optional('supervising'),
        evidence: optional('evidence'),
        legalBasis: optional('legalBasis'),
        source: optional('source'),
      },
    ];
  });
}

function readLimits(value: unknown, faults: Faults): Partial<Record<LimitName, LimitWire>> {
  const raw = asRaw(value);
  const limits: Partial<Record<LimitName, LimitWire>> = {};
  for (const name of Object.keys(raw)) {
    if (raw[name] === undefined) continue;
    const known = LIMIT_NAMES.find((l) => l === name);
    const limit = asRaw(raw[name]);
    const unit = LIMIT_UNITS.find((u) => u === limit['unit']);
    const amount = Number(limit['amount']);
    if (!known || !unit || !(amount > 0 && amount <= LONGEST_LIMIT)) {
      faults.add(
        `时限“${name}”应为大于 0、不超过 ${LONGEST_LIMIT} 的数和单位（工作时、工作日、自然时）`,
      );
    } else limits[known] = { amount, unit };
  }
  return limits;
}
