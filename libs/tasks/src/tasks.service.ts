import {
  type MoveAnswer,
  type MoveRequest,
  type MoveWire,
  type PointWire,
  type TaskKind,
  type TaskState,
  type TaskWire,
} from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { IncidentsService } from '@ingrid/incidents';
import {
  decodeCursor,
  isId,
  isInstant,
  type Language,
  type Page,
  pageOf,
  pageProblems,
} from '@ingrid/kernel';
import { accessProblems, type Actor, type Once, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { distanceMeters } from '@ingrid/geo';
import { type TaskRow, TasksRepository } from './data/tasks.repository.js';
import { taskProblems } from './tasks.problems.js';

export interface TaskSearch {
  readonly mine: boolean;
  readonly kind?: TaskKind;
  readonly open: boolean;
  readonly near?: { readonly lat: number; readonly lng: number };
  readonly cursor?: string;
  readonly limit: number;
}

const STATE_WORDS: Record<TaskState, Record<Language, string>> = {
  open: { zh: '待签收', en: 'To accept' },
  accepted: { zh: '已签收', en: 'Accepted' },
  started: { zh: '处理中', en: 'In hand' },
  done: { zh: '已完成', en: 'Done' },
  handed_back: { zh: '已退回', en: 'Handed back' },
  cancelled: { zh: '已收回', en: 'Taken back' },
};
const TO_CHECK: Record<Language, string> = { zh: '待核查', en: 'To verify' };

/** Work lists. A task moves only with its incident, so its moves are the incident's. */
@Injectable()
export class TasksService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /** By due time; `near` adds distances. @throws page.bad_cursor, access.forbidden */
  async list(actor: Actor, search: TaskSearch): Promise<Page<TaskWire>> {
    const personId = actor.personId;
    if (personId === null) throw accessProblems.unauthenticated({});
    const rows = await this.work.read((db) =>
      this.tasks.list(db, {
        within: actor.pathsFor('task.read'),
        open: search.open,
        limit: search.limit + 1,
        ...(search.mine
          ? {
              mine: { personId, unitId: actor.unitId },
              checksIn: actor.pathsFor('incident.verify'),
            }
          : {}),
        ...(search.kind === undefined ? {} : { kind: search.kind }),
        ...(search.cursor === undefined ? {} : { after: afterOf(search.cursor) }),
      }),
    );
    const page = pageOf(rows, search.limit, (row) => [row.sortKey, row.id]);
    return { ...page, items: await this.wires(actor, page.items, search.near) };
  }

  /** @throws tasks.not_found */
  async get(actor: Actor, id: string): Promise<TaskWire> {
    const [wire] = await this.wires(actor, [await this.visible(actor, id)]);
    if (!wire) throw taskProblems.notFound({ id });
    return wire;
  }

  /** @throws tasks.not_found */
  async moves(actor: Actor, id: string): Promise<MoveWire[]> {
    const task = await this.visible(actor, id);
    return this.incidents.openMoves(actor, task.incidentId);
  }

  /** Moves the incident the task belongs to. @throws tasks.not_found and whatever the move refuses */
  async move(actor: Actor, id: string, request: MoveRequest, once?: Once): Promise<MoveAnswer> {
    const task = await this.visible(actor, id);
    return this.incidents.move(actor, task.incidentId, request, once ? { once } : {});
  }

  private async visible(actor: Actor, id: string): Promise<TaskRow> {
    const task = await this.work.read((db) => this.tasks.find(db, id));
    if (!task || !maySee(actor, task)) throw taskProblems.notFound({ id });
    return task;
  }

  private async wires(
    actor: Actor,
    rows: readonly TaskRow[],
    near?: { lat: number; lng: number },
  ): Promise<TaskWire[]> {
    const [incidents, units, names] = await Promise.all([
      this.incidents.rows(
        rows.map((r) => r.incidentId),
        actor.language,
      ),
      this.identity.unitsOf(rows.flatMap((r) => r.unitId ?? [])),
      this.identity.namesOf(rows.flatMap((r) => r.personId ?? [])),
    ]);
    return rows.flatMap((row): TaskWire[] => {
      const incident = incidents.get(row.incidentId);
      if (!incident) return [];
      const { id, kind, state, reason, unitId, personId } = row;
      return [
        {
          id,
          kind,
          state,
          stateLabel: labelOf(row, actor.language),
          openedAt: row.openedAt.toISOString(),
          dueAt: row.dueAt?.toISOString() ?? null,
          metres: metresTo(incident.location, near),
          unit: unitId === null ? null : { id: unitId, name: units.get(unitId)?.name ?? '' },
          person: personId === null ? null : { id: personId, name: names.get(personId) ?? '' },
          reason,
          incident,
        },
      ];
    });
  }
}

function labelOf({ kind, state }: TaskRow, language: Language): string {
  return kind === 'verify' && state === 'open' ? TO_CHECK[language] : STATE_WORDS[state][language];
}

function metresTo(to: PointWire | null, from: PointWire | undefined): number | null {
  return from && to ? Math.round(distanceMeters([from.lng, from.lat], [to.lng, to.lat])) : null;
}

function maySee(actor: Actor, task: TaskRow): boolean {
  if (actor.personId !== null && task.personId === actor.personId) return true;
  if (actor.unitId !== null && task.unitId === actor.unitId) return true;
  return actor.allows('task.read', task.regionPath);
}

function afterOf(cursor: string): [string, string] {
  const [key, id] = decodeCursor(cursor, 2);
  // As PostgreSQL writes a moment: a blank instead of the T, hours alone as the offset.
  const moment = String(key)
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00');
  const isTime = key === 'infinity' || isInstant(moment);
  if (!isTime || !isId(id)) throw pageProblems.badCursor({});
  return [String(key), id];
}
