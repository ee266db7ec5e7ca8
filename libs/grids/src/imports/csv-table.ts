import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import { importProblems } from './import.problems.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'gb18030';

export interface TableRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly position: number;
  readonly cells: readonly string[];
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const LONGEST_ROW = 65_536;

/**
 * Finds out how the text is encoded. GB18030 is what Excel in China still writes; it is tried when the bytes are not
 * UTF-8. @throws imports.empty, imports.encoding, imports.not_a_table
 */
export async function encodingOf(path: string): Promise<TextEncoding> {
  const start = await firstBytes(path, 4_096);
  if (start.length === 0) throw importProblems.empty({});
  if (ZIP.every((byte, at) => start[at] === byte)) throw importProblems.notTable({ why: 'xlsx' });
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start.includes(0)) throw importProblems.notTable({ why: 'binary' });
  if (await decodes(path, 'utf-8')) return 'utf-8';
  if (await decodes(path, 'gb18030')) return 'gb18030';
  throw importProblems.encoding({});
}

/** The rows of a CSV file, the header first; empty rows are left out but counted. @throws imports.bad_table */
export async function* tableRows(
  path: string,
  encoding: TextEncoding,
): AsyncGenerator<TableRow, void> {
  const parser = parse({
    bom: true,
    delimiter: await delimiterOf(path, encoding),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_ROW,
  });
  // Errors of the source reach the loop below through the parser.
  pipeline(Readable.from(textOf(path, encoding)), parser, () => undefined);
  let position = 0;
  try {
    for await (const record of parser) {
      position += 1;
      const cells = cellsOf(record);
      if (cells.some((cell) => cell !== '')) yield { position, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) throw importProblems.badTable({ row: position });
    throw missing(error) ? importProblems.fileGone({}) : error;
  }
}

/** True for a file that is not there (any more). */
export function missing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}

function cellsOf(record: unknown): string[] {
  return Array.isArray(record) ? record.map((cell) => String(cell).trim()) : [];
}

async function* textOf(path: string, encoding: TextEncoding): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(path))
    yield decoder.decode(bytesOf(chunk), { stream: true });
  yield decoder.decode();
}

async function decodes(path: string, encoding: TextEncoding): Promise<boolean> {
  try {
    for await (const _ of textOf(path, encoding)) continue;
    return true;
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

async function delimiterOf(path: string, encoding: TextEncoding): Promise<string> {
  const text = new TextDecoder(encoding).decode(await firstBytes(path, 4_096));
  const [header = ''] = text.split(/[\r\n]/, 1);
  const count = (mark: string): number => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

async function firstBytes(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw missing(error) ? importProblems.fileGone({}) : error;
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : new Uint8Array();
}
