import { LIMIT_NAMES } from '@ingrid/contract';
import { CsvError, parse } from 'csv-parse/sync';
import { incidentProblems } from './incidents.problems.js';

const UNITS: Readonly<Record<string, string>> = {
  工作时: 'working_hours',
  工作日: 'working_days',
  自然时: 'natural_hours',
  小时: 'natural_hours',
  working_hours: 'working_hours',
  working_days: 'working_days',
  natural_hours: 'natural_hours',
};

/** Headings as an office writes them, and as the JSON import calls them. */
const HEADINGS: Readonly<Record<string, string>> = {
  代码: 'code',
  名称: 'name',
  大类: 'family',
  上级代码: 'parentCode',
  '相近距离（米）': 'nearMetres',
  类别代码: 'categoryCode',
  立案条件: 'condition',
  结案条件: 'closing',
  立案时限: 'fileLimit',
  派遣时限: 'dispatchLimit',
  签收时限: 'acceptLimit',
  处置时限: 'handleLimit',
  核查时限: 'verifyLimit',
  全程时限: 'closeLimit',
  责任主体: 'responsible',
  监督主体: 'supervising',
  所需凭证: 'evidence',
  依据: 'legalBasis',
  来源: 'source',
};

const FAMILIES: Readonly<Record<string, string>> = {
  部件: 'component',
  事件: 'event',
  网格事项: 'grid',
};

const PARTIES: Readonly<Record<string, string>> = {
  街道: 'street',
  部门: 'department',
  社区: 'community',
  企业: 'company',
  未定: 'open',
};

type Row = Record<string, string>;

/**
 * Rows of a table of categories (`code,name,family,parentCode,nearMetres`, or 代码、名称、大类…) as the JSON import takes
 * them.
 * @throws incidents.bad_category_file for a text that is no table.
 */
export function categoriesFromCsv(text: string): unknown[] {
  return rowsOf(text).map((row) => ({
    ...row,
    family: FAMILIES[row['family'] ?? ''] ?? row['family'],
    parentCode: row['parentCode'] === '' ? null : row['parentCode'],
  }));
}

/** Rows of a table of case standards; a limit is written as `4 工作时` or `4 working_hours`. */
export function standardsFromCsv(text: string): unknown[] {
  return rowsOf(text).map((row) => ({
    ...row,
    responsible: partyOf(row['responsible']),
    supervising: partyOf(row['supervising']),
    limits: Object.fromEntries(
      LIMIT_NAMES.flatMap((name) =>
        row[name] === undefined || row[name] === '' ? [] : [[name, limitOf(row[name])]],
      ),
    ),
  }));
}

function partyOf(text: string | undefined): string | undefined {
  return PARTIES[text ?? ''] ?? text;
}

function limitOf(text: string): { amount: number; unit: string } {
  const [, amount = '', unit = ''] = /^\s*([\d.]+)\s*(\S+)\s*$/.exec(text) ?? [];
  return { amount: Number(amount), unit: UNITS[unit] ?? unit };
}

function rowsOf(text: string): Row[] {
  try {
    return parse<Row>(text, {
      columns: (headings: string[]) => headings.map((heading) => HEADINGS[heading] ?? heading),
      bom: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['lines'] ?? 1);
    throw incidentProblems.badCategoryFile({ faults: [{ row, words: '表格格式不对' }] });
  }
}
