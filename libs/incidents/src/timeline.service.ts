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
      knowsStaff: actor.allows('incident.read', incident.regionPath),
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
      const name = nameFor(row, incident, reader, people);
      const { type, data } = row;
      const assignee = move ? assigneeOf(move, people, units) : null;
      const { note = null, reason = null } = move ?? {};
      return {
        seq: row.seq,
        at: row.at.toISOString(),
        type,
        words: sayHappening(
          { type, data, actor: name, assignee, reason, note },
          definition,
          reader.language,
        ),
        actor: name === null ? null : { id: reader.knowsStaff ? row.actorId : null, name },
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
  gone: { zh: '已离任人员', en: 'a former colleague' },
} as const;

/** The name as this reader may know it: reporters are named to few, clerks to their colleagues. */
function nameFor(
  row: TimelineRow,
  incident: IncidentRecord,
  reader: Reader,
  people: ReadonlyMap<string, string>,
): string | null {
  const { language } = reader;
  if (row.data['guest'] === true) return WORDS.reporter[language];
  if (row.actorId === null) return null;
  const isReporter = row.actorId === incident.reporterId;
  if (isReporter && !reader.knowsReporter) return WORDS.reporter[language];
  if (!isReporter && !reader.knowsStaff) return WORDS.office[language];
  return people.get(row.actorId) ?? WORDS.gone[language];
}

function assigneeOf(
  move: MoveRecord,
  people: ReadonlyMap<string, string>,
  units: ReadonlyMap<string, string>,
): string | null {
  const unit = move.assigneeUnitId === null ? null : (units.get(move.assigneeUnitId) ?? null);
  const person =
    move.assigneePersonId === null ? null : (people.get(move.assigneePersonId) ?? null);
  return unit !== null && person !== null ? `${unit} ${person}` : (unit ?? person);
}
