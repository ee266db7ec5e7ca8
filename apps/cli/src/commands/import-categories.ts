import { readFile } from 'node:fs/promises';
import { categoriesFromCsv, CategoriesService } from '@ingrid/incidents';
import { SYSTEM } from '@ingrid/platform';
import { type INestApplicationContext } from '@nestjs/common';
import { DONE } from '../command.js';
import { type Terminal, UsageError } from '../terminal.js';

/** Categories as JSON (`{categories, standards}`, or a list) or as CSV; all or nothing. */
export async function importCategories(
  app: INestApplicationContext,
  terminal: Terminal,
  file: string,
): Promise<number> {
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  const isJson = /^\s*[[{]/.test(text);
  const given = isJson
    ? jsonOf(text, file)
    : { categories: categoriesFromCsv(text), standards: [] };
  const done = await app
    .get(CategoriesService, { strict: false })
    .import(SYSTEM, { ...given, origin: 'office', replace: false });
  terminal.say(
    terminal.language === 'zh'
      ? `导入完成：类别 ${done.categories} 项，立案标准 ${done.standards} 项，版本 ${done.version}。`
      : `Imported: ${done.categories} categories, ${done.standards} case standards, version ${done.version}.`,
  );
  return DONE;
}

function jsonOf(text: string, file: string): { categories: unknown[]; standards: unknown[] } {
  const parsed = parse(text, file);
  if (Array.isArray(parsed)) return { categories: parsed as unknown[], standards: [] };
  const { categories, standards } = { ...NOTHING, ...(parsed as object) };
  return { categories: listOf(categories), standards: listOf(standards) };
}

const NOTHING: { categories?: unknown; standards?: unknown } = {};

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError({ zh: `${file} 不是完整的 JSON。`, en: `${file} is not complete JSON.` });
  }
}
