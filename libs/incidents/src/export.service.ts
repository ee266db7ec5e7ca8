import { Readable } from 'node:stream';
import { type IncidentRowWire } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';
import { type Actor } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { csvLine } from './domain/csv.js';
import { type IncidentSearch, ReadingService } from './reading.service.js';

const BOM = '\uFEFF';
const MARKS = {
  zh: { on_time: '按时', approaching: '将到期', overdue: '已超期', paused: '暂停', done: '已办结' },
  en: {
    on_time: 'on time',
    approaching: 'due soon',
    overdue: 'overdue',
    paused: 'paused',
    done: 'done',
  },
};
const HEADS = {
  zh: [
    '编号',
    '标题',
    '状态',
    '来源',
    '类别代码',
    '类别',
    '区域',
    '地址',
    '经度',
    '纬度',
    '上报时间',
    '时限',
    '到期',
    '承办',
  ],
  en: [
    'number',
    'title',
    'state',
    'source',
    'category code',
    'category',
    'region',
    'address',
    'longitude',
    'latitude',
    'reported',
    'clock',
    'due',
    'assignee',
  ],
};

type Cell = string | number | null;

/** A list as a table for a spreadsheet, with the words of the reader and without anything about the reporter. */
@Injectable()
export class ExportService {
  constructor(@Inject(ReadingService) private readonly reading: ReadingService) {}

  /** All rows, however many: read page by page while they are sent. @throws incidents.bad_filter before the first. */
  async csv(actor: Actor, search: IncidentSearch): Promise<Readable> {
    const pages = this.reading.all(actor, search);
    // The first page is read before anything is sent, so that a wrong filter is answered as such.
    const first = await pages.next();
    return Readable.from(linesOf(first.value ?? [], pages, actor.language));
  }
}

async function* linesOf(
  first: IncidentRowWire[],
  rest: AsyncIterable<IncidentRowWire[]>,
  language: Language,
): AsyncGenerator<string> {
  const textOf = (rows: IncidentRowWire[]): string =>
    rows.map((row) => csvLine(cellsOf(row, MARKS[language]))).join('');
  yield BOM + csvLine(HEADS[language]) + textOf(first);
  for await (const rows of rest) yield textOf(rows);
}

function cellsOf(row: IncidentRowWire, marks: Record<string, string>): Cell[] {
  return [
    ...whatCells(row),
    ...whereCells(row),
    row.reportedAt,
    ...clockCells(row, marks),
    assigneeCell(row),
  ];
}

function whatCells({ number, title, stateLabel, source, category }: IncidentRowWire): Cell[] {
  return [number, title, stateLabel, source, category?.code ?? null, category?.name ?? null];
}

function whereCells({ region, address, location }: IncidentRowWire): Cell[] {
  return [region?.name ?? null, address, location?.lng ?? null, location?.lat ?? null];
}

function clockCells({ clock }: IncidentRowWire, marks: Record<string, string>): Cell[] {
  return clock === null ? [null, null] : [marks[clock.mark] ?? null, clock.dueAt];
}

function assigneeCell({ assignee }: IncidentRowWire): Cell {
  return [assignee?.unit, assignee?.person].filter((name) => typeof name === 'string').join(' ');
}
