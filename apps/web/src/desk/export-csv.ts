import { api, type Page, type Query } from '../api';

const PAGE = 100;
/** More than anybody reads in a spreadsheet; a longer list is exported in parts by narrowing its filters. */
export const MOST_ROWS = 20_000;

export interface Column<T> {
  title: string;
  value: (row: T) => string | number | null | undefined;
}

/**
 * Fetches the whole list page by page and hands it over as a CSV file that spreadsheets open with Chinese intact. Answers
 * how many rows stand in it and whether these are all.
 */
export async function exportCsv<T>(
  source: { path: string; query: Query; name: string },
  columns: readonly Column<T>[],
  progress: (rows: number) => void = () => undefined,
): Promise<{ rows: number; complete: boolean }> {
  const lines = [columns.map(({ title }) => cell(title)).join(',')];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await api.get<Page<T>>(source.path, {
      ...source.query,
      cursor,
      limit: PAGE,
    });
    for (const row of page.items)
      lines.push(columns.map(({ value }) => cell(value(row))).join(','));
    cursor = page.nextCursor;
    progress(lines.length - 1);
  } while (cursor && lines.length <= MOST_ROWS);
  saveLines(source.name, lines);
  return { rows: lines.length - 1, complete: cursor === null };
}

/** Rows that are at hand already, as the same kind of file. */
export function saveCsv<T>(name: string, columns: readonly Column<T>[], rows: readonly T[]): void {
  const line = (row: T): string => columns.map(({ value }) => cell(value(row))).join(',');
  saveLines(name, [columns.map(({ title }) => cell(title)).join(','), ...rows.map(line)]);
}

function saveLines(name: string, lines: readonly string[]): void {
  save(`${name}.csv`, `\uFEFF${lines.join('\r\n')}\r\n`);
}

/** A cell that begins like a formula is quoted as text: a report's words must not run in somebody's spreadsheet. */
export function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
