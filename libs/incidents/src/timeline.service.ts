import { type TimelineEntryWire } from '@ingrid/contract';
import { type Actor, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { TimelineRepository, type TimelineRow } from './data/timeline.repository.js';
import { sayHappening } from './domain/timeline-words.js';
import { DetailService } from './detail.service.js';
import { People } from './people.js';
import { ProcessService } from './process.service.js';

/** For whom a timeline is told. */
interface Reader {
  readonly language: 'zh' | 'en';
  /** Whether the reporter's name may be said. */
  readonly knowsReporter: boolean;
  /** Whether others who follow the matter may be named. */
  readonly knowsFollowers?: boolean;
  /** Whether the words of notes and reasons may be read; false for those who only follow. */
  readonly readsWords: boolean;
  /** Names of clerks are for colleagues; residents read the unit's part. */
  readonly knowsStaff: boolean;
}

/** The record of an incident as people speak, with who acted and what they wrote. */
@Injectable()
export class TimelineService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(TimelineRepository) private readonly timeline: TimelineRepository;
  @Inject(DetailService) private readonly details: DetailService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(People) private readonly people: People;

  async of(actor: Actor, id: string): Promise<TimelineEntryWire[]> {
    const { incident, history, isNear } = await this.details.mustSee(actor, id);
    const isMine = actor.personId !== null && incident.reporterId === actor.personId;
    const entries = await this.tell(incident, history, {
      language: actor.language,
      knowsReporter: isMine || actor.allows('incident.read_reporter', incident.regionPath),
      knowsFollowers: actor.allows('incident.read_reporter', incident.regionPath),
      knowsStaff: actor.allows('incident.read', incident.regionPath),
      readsWords: isNear,
    });
    return isNear ? entries : entries.map((entry) => ({ ...entry, attachmentIds: [] }));
  }

  async tell(
    incident: IncidentRecord,
    history: readonly MoveRecord[],
    reader: Reader,
  ): Promise<TimelineEntryWire[]> {
    const rows = await this.work.read((db) => this.timeline.of(db, incident.id));
    const definition = await this.process.get(incident.definitionId, incident.definitionVersion);
    const moves = new Map(history.map((move) => [move.n, move]));
    const people = await this.people.names([
      ...rows.map((row) => row.actorId),
      ...history.map((m) => m.assigneePersonId),
    ]);
    const units = await this.people.unitNames(history.map((m) => m.assigneeUnitId));
    return rows.map((row) => {
      const move = moves.get(Number(row.data['n']));
      const actor = actorFor(row, incident, reader, people);
      const { type, data } = row;
      const assignee = move ? assigneeOf(move, reader, people, units) : null;
      const { note, reason } = wordsOf(move, reader);
      return {
        seq: row.seq,
        at: row.at.toISOString(),
        type,
        words: sayHappening(
          { type, data, actor: actor?.name ?? null, assignee, reason, note },
          definition,
          reader.language,
        ),
        actor,
        note,
        reason,
        attachmentIds:
          move?.attachmentIds ?? (type === 'incident.reported' ? incident.attachmentIds : []),
      };
    });
  }
}

const WORDS = {
  reporter: { zh: '报告人', en: 'The reporter' },
  office: { zh: '工作人员', en: 'The office' },
  follower: { zh: '关注人', en: 'A follower' },
  gone: { zh: '已离任人员', en: 'a former colleague' },
} as const;

/** Who acted, as this reader may know it: outsiders are named to few, clerks to their colleagues. No name, no id. */
function actorFor(
  row: TimelineRow,
  incident: IncidentRecord,
  reader: Reader,
  people: ReadonlyMap<string, string>,
): TimelineEntryWire['actor'] {
  const { language, knowsStaff } = reader;
  const masked = maskOf(row, incident, reader);
  if (masked !== null) return { id: null, name: WORDS[masked][language] };
  const { actorId } = row;
  if (actorId === null) return null;
  return { id: knowsStaff ? actorId : null, name: people.get(actorId) ?? WORDS.gone[language] };
}

/** As whom an actor is told of whose name this reader may not know; null where it may be said. */
function maskOf(
  { actorId, data }: TimelineRow,
  { reporterId }: IncidentRecord,
  { knowsReporter, knowsFollowers = false, knowsStaff }: Reader,
): keyof typeof WORDS | null {
  const { guest, follower } = data;
  if (guest !== undefined) return guest === 'follower' ? 'follower' : 'reporter';
  if (actorId === null) return null;
  if (actorId === reporterId) return knowsReporter ? null : 'reporter';
  if (follower === true) return knowsFollowers ? null : 'follower';
  return knowsStaff ? null : 'office';
}

function wordsOf(
  move: MoveRecord | undefined,
  { readsWords }: Reader,
): Pick<MoveRecord, 'note' | 'reason'> {
  if (!move || !readsWords) return { note: null, reason: null };
  return { note: move.note, reason: move.reason };
}

function assigneeOf(
  move: MoveRecord,
  { readsWords, language }: Reader,
  people: ReadonlyMap<string, string>,
  units: ReadonlyMap<string, string>,
): string | null {
  const unit = units.get(move.assigneeUnitId ?? '') ?? null;
  const person = people.get(move.assigneePersonId ?? '') ?? null;
  if (!readsWords) return unit ?? (person === null ? null : WORDS.office[language]);
  const named = [unit, person].filter((name) => name !== null);
  return named.length === 0 ? null : named.join(' ');
}
