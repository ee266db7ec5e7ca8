import { type HeldIncidentWire } from '@ingrid/contract';
import { type Page, pageOf } from '@ingrid/kernel';
import { type Actor, DEFAULT_PAGE, type Transaction, UnitOfWork } from '@ingrid/platform';
import { applyClockEffects, openProcess } from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { ListRepository } from './data/list.repository.js';
import { SUSPICIONS } from './domain/suspicion.js';
import { urgencyOf } from './domain/urgent.js';
import { notifyOf } from './effects.js';
import { incidentProblems } from './incidents.problems.js';
import { ProcessService } from './process.service.js';
import { cursorOf } from './reading.service.js';
import { planLook } from './timers.js';
import { ViewService } from './view.service.js';

export interface Decision {
  readonly decision: 'release' | 'discard';
  readonly reason: string;
}

/** Reports that were held back: a person looks, lets them go their way or puts them aside. Nothing is deleted. */
@Injectable()
export class ModerationService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(ListRepository) private readonly lists: ListRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(ViewService) private readonly view: ViewService;

  async list(
    actor: Actor,
    page: { cursor?: string; limit?: number },
  ): Promise<Page<HeldIncidentWire>> {
    const limit = page.limit ?? DEFAULT_PAGE;
    const after = cursorOf(page.cursor ?? '');
    const paths = actor.pathsFor('incident.moderate');
    const found = await this.work.read((db) =>
      this.lists.held(db, paths, { limit, ...(after ? { after } : {}) }),
    );
    const { items, nextCursor } = pageOf(found, limit, (row) => [row.reportedAt.getTime(), row.id]);
    const rows = await this.view.rows(items, actor.language);
    return {
      nextCursor,
      items: rows.map((row, i) => ({
        ...row,
        description: items[i]?.description ?? '',
        heldAt: row.reportedAt,
        reasons: (items[i]?.moderationReasons ?? []).map((code) => wordsOf(code, actor.language)),
      })),
    };
  }

  /** @throws incidents.not_found, incidents.not_held, access.forbidden */
  async decide(actor: Actor, id: string, { decision, reason }: Decision): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const incident = await this.incidents.lock(tx.db, id);
      if (!incident || !actor.allows('incident.moderate', incident.regionPath))
        throw incidentProblems.notFound({});
      if (incident.moderation !== 'held') throw incidentProblems.notHeld({});
      if (decision === 'release') await this.release(tx, incident, reason);
      else await this.discard(tx, incident, reason);
    });
  }

  /** The clocks begin now: nobody could work on it before. */
  private async release(tx: Transaction, incident: IncidentRecord, reason: string): Promise<void> {
    const definition = await this.process.getIn(
      tx.db,
      incident.definitionId,
      incident.definitionVersion,
    );
    const { calendar } = this.process;
    const limits = this.categories.standing(incident)?.limits ?? {};
    const { effects } = openProcess(definition);
    const clocks = applyClockEffects(definition, {}, effects, { at: tx.now, calendar, limits });
    const n = incident.moves + 1;
    const version = incident.version + 1;
    const released = { ...incident, clocks, moderation: null, moves: n, version };
    const urgency = urgencyOf(clocks);
    await this.keepReason(tx, incident, { n, move: 'release', reason });
    await this.incidents.update(tx.db, released, urgency);
    await planLook(tx, released, { definition, calendar });
    tx.record({
      type: 'incident.reported',
      subjectType: 'incident',
      subjectId: incident.id,
      regionPath: incident.regionPath,
      data: {
        number: incident.number,
        to: incident.state,
        source: incident.source,
        categoryCode: incident.categoryCode,
        regionId: incident.regionId,
        reporterId: incident.reporterId,
        dueAt: urgency.dueAt,
        released: true,
        n,
        notify: notifyOf(definition.opening),
      },
    });
  }

  private async discard(tx: Transaction, incident: IncidentRecord, reason: string): Promise<void> {
    const n = incident.moves + 1;
    await this.keepReason(tx, incident, { n, move: 'discard', reason });
    const discarded = {
      ...incident,
      moderation: 'discarded' as const,
      moves: n,
      version: incident.version + 1,
    };
    await this.incidents.update(tx.db, { ...discarded, closedAt: tx.now }, urgencyOf({}));
    tx.record({
      type: 'incident.noted',
      subjectType: 'incident',
      subjectId: incident.id,
      regionPath: incident.regionPath,
      data: { number: incident.number, discarded: true, n },
    });
  }

  /** Why it was decided stands on the matter, as a note: the engine does not judge by it. */
  private async keepReason(
    tx: Transaction,
    { id, state }: IncidentRecord,
    decided: Pick<MoveRecord, 'n' | 'move' | 'reason'>,
  ): Promise<void> {
    await this.incidents.addMove(tx.db, id, {
      ...decided,
      kind: 'note',
      fromState: state,
      toState: state,
      actorId: tx.actor.personId,
      actorKind: 'person',
      at: tx.now,
      note: null,
      attachmentIds: [],
      assigneeUnitId: null,
      assigneePersonId: null,
      doneAt: null,
    });
  }
}

/** What the moderator wrote on putting a report aside; null where it was not put aside. */
export function discardReason(history: readonly MoveRecord[]): string | null {
  return history.findLast((m) => m.kind === 'note' && m.move === 'discard')?.reason ?? null;
}

function wordsOf(code: string, language: 'zh' | 'en'): string {
  const known = Object.entries(SUSPICIONS).find(([name]) => name === code)?.[1];
  return known?.[language] ?? code;
}
