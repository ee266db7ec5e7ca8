import { type IncidentRowWire } from '@ingrid/contract';
import { type Actor } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { csvLine } from './domain/csv.js';
import { type IncidentSearch, ReadingService } from './reading.service.js';

const BOM = '﻿';
const MARKS = {
  zh: { on_time: '按时', approaching: '将到期', overdue: '已超期', paused: '暂停', done: '已办结' },
  en: { on_time: 'on time', approaching: 'due soon', overdue: 'overdue', paused: 'paused', done: 'done' },
};
const HEADS = {
  zh: ['编号', '标题', '状态', '来源', '类别代码', '类别', '区域', '地址', '经度', '纬度', '上报时间', '时限', '到期', '承办'],
  en: ['number', 'title', 'state', 'source', 'category code', 'category', 'region', 'address', 'longitude', 'latitude', 'reported', 'clock', 'due', 'assignee'],
};

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

function cellsOf(row: IncidentRowWire, marks: Record<string, string>): (string | number | null)[] {
  return [
    row.number,
    row.title,
    row.stateLabel,
    row.source,
    row.category?.code ?? null,
    row.category?.name ?? null,
    row.region?.name ?? null,
    row.address,
    row.location?.lng ?? null,
    row.location?.lat ?? null,
    row.reportedAt,
    marks[row.clock?.mark ?? ''] ?? null,
    row.clock?.dueAt ?? null,
    [row.assignee?.unit, row.assignee?.person].filter((name) => name != null).join(' '),
  ];
}
