import {
  type ActivityWire,
  EVENTS,
  type EventType,
  type NoticesWire,
  type NoticeWire,
} from '@ingrid/contract';
import { Clock, decodeCursor, isId, newId, pageOf, pageProblems } from '@ingrid/kernel';
import {
  type Actor,
  ActivityReaders,
  DEFAULT_PAGE,
  Subjects,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  insertNotices,
  markRead,
  type NoticeRow,
  noticesOf,
  unreadOf,
} from './data/notices.repository.js';
import { factsFor, tellingsOf } from './domain/telling.js';
import { noticeProblems } from './notifications.problems.js';
import { Recipients } from './recipients.js';

// The keys of the constant table are its types.
const TYPES = (Object.keys(EVENTS) as EventType[]).filter((type) =>
  /^(incident|task)\./.test(type),
);
/** One activity may tell up to 200 people, and one transaction may record 4,096 things. */
const BATCH = 20;

/** Tells people what concerns them, each once, and shows them what they were told. */
@Injectable()
export class NoticesService implements OnModuleInit {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(ActivityReaders) private readonly readers: ActivityReaders;
  @Inject(Recipients) private readonly recipients: Recipients;
  @Inject(Subjects) private readonly subjects: Subjects;

  onModuleInit(): void {
    this.readers.register({
      name: 'notifications',
      types: TYPES,
      batch: BATCH,
      handle: (tx, row) => this.tell(tx, row),
    });
  }

  async list(actor: Actor, query: { cursor?: string; limit?: number }): Promise<NoticesWire> {
    const personId = mustBePerson(actor);
    const limit = query.limit ?? DEFAULT_PAGE;
    const before = query.cursor === undefined ? null : idOf(query.cursor);
    const [rows, unread] = await this.work.read(async (db) => [
      await noticesOf(db, personId, before, limit + 1),
      await unreadOf(db, personId),
    ]);
    const page = pageOf(rows, limit, (row) => [row.id]);
    return { items: await this.inWords(actor, page.items), nextCursor: page.nextCursor, unread };
  }

  /** Marks own notices as read; ids of others' notices do nothing. Answers how many are left unread. */
  async read(actor: Actor, which: { ids?: string[]; all?: boolean }): Promise<{ unread: number }> {
    const personId = mustBePerson(actor);
    if (which.all !== true && which.ids === undefined) throw noticeProblems.nothingNamed({});
    const now = this.clock.now();
    return this.work.read(async (db) => {
      await markRead(db, personId, which.all === true ? null : (which.ids ?? []), now);
      return { unread: await unreadOf(db, personId) };
    });
  }

  /** In the reader's transaction: the notices of one activity and the record of having sent them. */
  private async tell(tx: Transaction, row: ActivityWire): Promise<void> {
    const notices = new Map<string, Omit<NoticeRow, 'readAt'>>();
    for (const telling of tellingsOf(row)) {
      for (const personId of await this.recipients.of(telling, row)) {
        // The first telling counts: a reporter who also follows is told once, as the reporter.
        if (!notices.has(personId))
          notices.set(personId, { ...noticeOf(row, personId), ...wordsOf(telling) });
      }
    }
    await insertNotices(tx.db, [...notices.values()]);
    for (const notice of notices.values()) {
      tx.record({
        type: 'notice.sent',
        subjectType: 'notice',
        subjectId: notice.id,
        regionPath: row.regionPath,
        data: { personId: notice.personId, aboutType: row.subjectType, aboutId: row.subjectId },
      });
    }
  }

  private async inWords(actor: Actor, rows: readonly NoticeRow[]): Promise<NoticeWire[]> {
    const words = new Map<string, string>();
    for (const subjectType of new Set(rows.map((row) => row.subjectType))) {
      const ours = rows.filter((row) => row.subjectType === subjectType);
      const said = await this.subjects.wordsOf(subjectType, ours, actor.language);
      ours.forEach((row, i) => words.set(row.id, said[i] ?? plainWords(row, actor)));
    }
    return rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      words: words.get(row.id) ?? '',
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      readAt: row.readAt?.toISOString() ?? null,
    }));
  }
}

function noticeOf(
  row: ActivityWire,
  personId: string,
): Pick<
  NoticeRow,
  'id' | 'personId' | 'seq' | 'type' | 'subjectType' | 'subjectId' | 'data' | 'at'
> {
  const { seq, type, subjectType, subjectId } = row;
  return {
    id: newId(),
    personId,
    seq,
    type,
    subjectType,
    subjectId,
    data: factsFor(row),
    at: new Date(row.at),
  };
}

function wordsOf({ audience, template }: { audience: string; template: string }): {
  audience: string;
  template: string;
} {
  return { audience, template };
}

/** Where the owner has no words for it: what happened, to which number. */
function plainWords(row: NoticeRow, actor: Actor): string {
  const happened = EVENTS[row.type][actor.language];
  const { number } = row.data;
  return typeof number === 'string' ? `${number}：${happened}` : happened;
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (!isId(id)) throw pageProblems.badCursor({});
  return id;
}

/** The route admits people only; this says it to the compiler. */
function mustBePerson(actor: Actor): string {
  if (actor.personId === null) throw noticeProblems.onlyPeople({});
  return actor.personId;
}
