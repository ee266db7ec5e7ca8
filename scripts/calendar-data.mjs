// Writes the holiday tables that the product ships (libs/workflow/src/calendar/data) from the npm package chinese-days.
// Run it when the State Council has published a new year and the package knows it:
//   node scripts/calendar-data.mjs 2019 2027
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const first = Number(process.argv[2] ?? 2019);
const last = Number(process.argv[3] ?? 2026);
const folder = new URL('../libs/workflow/src/calendar/data/', import.meta.url);
const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

const source = read(require.resolve('chinese-days/dist/chinese-days.json'));
const { version } = read(require.resolve('chinese-days/package.json'));

const daysOf = (year, table, isOffDay) =>
  Object.entries(table)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, names]) => {
      const [nameEn, name] = names.split(',');
      return { date, isOffDay, name, nameEn };
    });

const save = async (name, text) => {
  const options = { parser: 'typescript', singleQuote: true, printWidth: 100 };
  writeFileSync(fileURLToPath(new URL(name, folder)), await format(text, options));
};

const years = [];
for (let year = first; year <= last; year += 1) {
  const days = [...daysOf(year, source.holidays, true), ...daysOf(year, source.workdays, false)];
  if (days.length === 0) throw new Error(`chinese-days ${version} knows nothing of ${year}`);
  days.sort((a, b) => a.date.localeCompare(b.date));
  years.push(year);
  await save(
    `cn-${year}.ts`,
    `// Written by scripts/calendar-data.mjs from chinese-days ${version} (MIT). Do not edit.
import type { HolidayYear } from '../holidays.js';

export const CN_${year}: HolidayYear = { year: ${year}, days: [\n${days.map((day) => JSON.stringify(day)).join(',\n')}\n] };\n`,
  );
}
await save(
  'china-holidays.ts',
  `// Written by scripts/calendar-data.mjs from chinese-days ${version} (MIT). Do not edit.
import type { HolidayYear } from '../holidays.js';
${years.map((year) => `import { CN_${year} } from './cn-${year}.js';`).join('\n')}

export const CHINA_HOLIDAYS: readonly HolidayYear[] = [${years.map((year) => `CN_${year}`).join(', ')}];\n`,
);
process.stdout.write(`${years.length} years written\n`);
