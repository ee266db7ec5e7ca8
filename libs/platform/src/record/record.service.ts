import { type ActivityWire, EVENTS, type RecordWire, shownFacts } from '@ingrid/contract';
import { decodeCursor, type Page, pageOf, pageProblems } from '@ingrid/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../access/actor.js';
import { DEFAULT_PAGE } from '../http/paging.dto.js';
import { Subjects } from '../subjects.js';
import { UnitOfWork } from '../unit-of-work.js';
import { searchRecord } from './record.repository.js';

export interface RecordQuery {
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly actor?: string;
  readonly type?: string;
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** Who did what, for those who may look into the record of a place. */
@Injectable()
export class RecordService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Subjects) private readonly subjects: Subjects,
  ) {}

  async search(actor: Actor, query: RecordQuery): Promise<Page<RecordWire>> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const rows = await this.work.read((db) =>
      searchRecord(db, {
        within: actor.pathsFor('activity.read'),
        region: query.region ?? null,
        subjectType: query.subjectType ?? null,
        subjectId: query.subjectId ?? null,
        actorId: query.actor ?? null,
        type: query.type ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
        before: query.cursor === undefined ? null : positionOf(query.cursor),
        limit: limit + 1,
      }),
    );
    const page = pageOf(rows, limit, (row) => [row.seq]);
    return { items: await this.inWords(actor, page.items), nextCursor: page.nextCursor };
  }

  private async inWords(actor: Actor, rows: readonly ActivityWire[]): Promise<RecordWire[]> {
    const people = await this.subjects.namesOf(
      'person',
      rows.flatMap((row) => row.actorId ?? []),
    );
    const names = new Map<string, ReadonlyMap<string, string>>();
    for (const type of new Set(rows.map((row) => row.subjectType))) {
      const ids = rows.filter((row) => row.subjectType === type).map((row) => row.subjectId);
      names.set(type, await this.subjects.namesOf(type, ids));
    }
    return rows.map((row) => ({
      seq: row.seq,
      id: row.id,
      at: row.at,
      type: row.type,
      words: EVENTS[row.type][actor.language],
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      subjectName: names.get(row.subjectType)?.get(row.subjectId) ?? null,
      regionPath: row.regionPath,
      actor:
        row.actorId === null ? null : { id: row.actorId, name: people.get(row.actorId) ?? null },
      data: shownFacts(row.data),
    }));
  }
}

function positionOf(cursor: string): number {
  const [seq] = decodeCursor(cursor, 1);
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq)) throw pageProblems.badCursor({});
  return seq;
}
