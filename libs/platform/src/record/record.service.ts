import { type ActivityWire, EVENTS, type RecordWire, shownFacts } from '@ingrid/contract';
import { decodeCursor, type Page, pageOf, pageProblems } from '@ingrid/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../access/actor.js';
import { DEFAULT_PAGE } from '../http/paging.dto.js';
import { Subjects } from '../subjects.js';
import { UnitOfWork } from '../unit-of-work.js';
import { type FoundActivity, searchRecord } from './record.repository.js';

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

const REPORTER = { zh: '报告人', en: 'The reporter' } as const;

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
        knowsReporters: reportersKnownTo(actor, query),
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
    const page = pageOf(rows, limit, ({ row }) => [row.seq]);
    return { items: await this.inWords(actor, page.items), nextCursor: page.nextCursor };
  }

  private async inWords(actor: Actor, found: readonly FoundActivity[]): Promise<RecordWire[]> {
    const rows = found.map(({ row }) => row);
    const people = await this.subjects.namesOf(
      'person',
      rows.flatMap((row) => row.actorId ?? []),
    );
    const names = new Map<string, ReadonlyMap<string, string>>();
    for (const type of new Set(rows.map((row) => row.subjectType))) {
      const ids = rows.filter((row) => row.subjectType === type).map((row) => row.subjectId);
      names.set(type, await this.subjects.namesOf(type, ids));
    }
    return found.map(({ row, byReporter }) => ({
      seq: row.seq,
      id: row.id,
      at: row.at,
      type: row.type,
      words: EVENTS[row.type][actor.language],
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      subjectName: names.get(row.subjectType)?.get(row.subjectId) ?? null,
      regionPath: row.regionPath,
      actor: actorAs(actor, { row, byReporter }, people),
      data: factsFor(actor, row),
    }));
  }
}

/** One's own acts are no secret to oneself. */
function reportersKnownTo(caller: Actor, query: RecordQuery): string[] {
  return query.actor !== undefined && query.actor === caller.personId
    ? ['']
    : caller.pathsFor('incident.read_reporter');
}

/** Who acted, as the caller may know it. */
function actorAs(
  caller: Actor,
  { row, byReporter }: FoundActivity,
  people: ReadonlyMap<string, string>,
): RecordWire['actor'] {
  const { actorId } = row;
  if (actorId === null) return null;
  const isSecret =
    byReporter &&
    actorId !== caller.personId &&
    !caller.allows('incident.read_reporter', row.regionPath);
  return isSecret
    ? { id: null, name: REPORTER[caller.language] }
    : { id: actorId, name: people.get(actorId) ?? null };
}

/** A notice says who was told, and that is mostly the reporter. */
function factsFor(caller: Actor, row: ActivityWire): Record<string, unknown> {
  const { personId, ...others } = shownFacts(row.data);
  const isSecret =
    row.type === 'notice.sent' && !caller.allows('incident.read_reporter', row.regionPath);
  return isSecret || personId === undefined ? others : { ...others, personId };
}

function positionOf(cursor: string): number {
  const [seq] = decodeCursor(cursor, 1);
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq)) throw pageProblems.badCursor({});
  return seq;
}
