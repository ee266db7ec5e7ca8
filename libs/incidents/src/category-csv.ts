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

type Row = Record<string, string>;

/**
 * Rows of a table of categories (`code,name,family,parentCode,nearMetres`) as the JSON import takes them.
 * @throws incidents.bad_category_file for a text that is no table.
 */
export function categoriesFromCsv(text: string): unknown[] {
  return rowsOf(text).map((row) => ({
    ...row,
    parentCode: row['parentCode'] === '' ? null : row['parentCode'],
  }));
}

/** Rows of a table of case standards; a limit is written as `4 工作时` or `4 working_hours`. */
export function standardsFromCsv(text: string): unknown[] {
  return rowsOf(text).map((row) => ({
    ...row,
    limits: Object.fromEntries(
      LIMIT_NAMES.flatMap((name) =>
        row[name] === undefined || row[name] === '' ? [] : [[name, limitOf(row[name])]],
      ),
    ),
  }));
}

function limitOf(text: string): { amount: number; unit: string } {
  const [, amount = '', unit = ''] = /^\s*([\d.]+)\s*(\S+)\s*$/.exec(text) ?? [];
  return { amount: Number(amount), unit: UNITS[unit] ?? unit };
}

function rowsOf(text: string): Row[] {
  try {
    return parse<Row>(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['lines'] ?? 1);
    throw incidentProblems.badCategoryFile({ faults: [{ row, words: '表格格式不对' }] });
  }
}
