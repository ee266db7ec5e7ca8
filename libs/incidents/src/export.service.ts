import { type IncidentRowWire } from '@ingrid/contract';
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

  async csv(actor: Actor, search: IncidentSearch): Promise<string> {
    const { language } = actor;
    const lines = [csvLine(HEADS[language])];
    for await (const rows of this.reading.all(actor, search)) {
      for (const row of rows) lines.push(csvLine(cellsOf(row, MARKS[language])));
    }
    return BOM + lines.join('');
  }
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
