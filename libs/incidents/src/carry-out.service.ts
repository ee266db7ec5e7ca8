import { type MoveRequest } from '@ingrid/contract';
import { type Transaction } from '@ingrid/platform';
import {
  applyClockEffects,
  type Effect,
  type MoveOutcome,
  type ProcessDefinition,
} from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { type Charge, chargeAfter } from './domain/outcome.js';
import { offlineMoment } from './domain/offline.js';
import { urgencyOf } from './domain/urgent.js';
import { IncidentEffects, isTaskEffect } from './effects.js';
import { Files } from './files.js';
import { type Bond } from './incidents.access.js';
import { inputOf } from './move-facts.js';
import { MoveInputs } from './move-inputs.js';
import { movedEvent, notedEvent } from './move-record.js';
import { incidentAfter } from './move-result.js';
import { ProcessService } from './process.service.js';
import { planLook, planTimeout } from './timers.js';

/** A locked incident with everything the engine must know. */
export interface Loaded {
  readonly incident: IncidentRecord;
  readonly definition: ProcessDefinition;
  readonly history: readonly MoveRecord[];
  readonly bond: Bond;
}

type Accepted = MoveOutcome & { ok: true };

/** Writes down an accepted move with everything that follows from it, or late work as a note. */
@Injectable()
export class CarryOut {
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(IncidentEffects) private readonly effects: IncidentEffects;
  @Inject(MoveInputs) private readonly inputs: MoveInputs;
  @Inject(Files) private readonly files: Files;

  /** @throws incidents.unknown_category, incidents.bad_duplicate, attachments.not_usable */
  async move(
    tx: Transaction,
    loaded: Loaded,
    request: MoveRequest,
    outcome: Accepted,
  ): Promise<IncidentRecord> {
    const { incident: before, definition } = loaded;
    await this.inputs.check(tx, before, request);
    const { charge, notify } = chargeAfter(before, outcome.effects, inputOf(request));
    const move = moveOf(tx, loaded, request, outcome);
    const after = this.after({ loaded, outcome, move }, charge);
    await this.keep(tx, after, move);
    const process = { definition, calendar: this.process.calendar };
    await planLook(tx, after, process);
    await planTimeout(tx, { id: before.id, ...outcome }, process);
    await this.tellTasks(tx, after, outcome.effects, move);
    if (after.duplicateOfId !== before.duplicateOfId) await this.inputs.followMerged(tx, after);
    const { bond } = loaded;
    tx.record(movedEvent(tx.actor, before, after, { outcome, move, notify, bond }));
    return after;
  }

  /** The matter moved on while the phone had no network: nothing is dropped, the work stays on it as a note. */
  async note(tx: Transaction, loaded: Loaded, request: MoveRequest): Promise<IncidentRecord> {
    const { incident: before } = loaded;
    const { state } = before;
    const move = moveOf(tx, loaded, request, { from: state, to: state, kind: 'note' });
    const after = { ...before, moves: move.n, photos: before.photos + move.attachmentIds.length };
    await this.keep(tx, after, move);
    tx.record(notedEvent(before, after, move));
    return after;
  }

  private after(
    made: { loaded: Loaded; outcome: Accepted; move: MoveRecord },
    charge: Charge,
  ): IncidentRecord {
    const { loaded, outcome, move } = made;
    const { incident: before, definition } = loaded;
    const standard = this.categories.standardAfter(before, charge.categoryCode);
    const clocks = applyClockEffects(definition, before.clocks, outcome.effects, {
      at: move.at,
      calendar: this.process.calendar,
      limits: standard?.limits ?? {},
      why: move.move,
      ...(move.actorId === null ? {} : { by: move.actorId }),
    });
    return incidentAfter(before, {
      definition,
      outcome,
      move,
      charge,
      standardId: standard?.id ?? null,
      clocks,
    });
  }

  private async tellTasks(
    tx: Transaction,
    after: IncidentRecord,
    effects: readonly Effect[],
    { move, note, reason, attachmentIds }: MoveRecord,
  ): Promise<void> {
    for (const effect of effects) {
      if (isTaskEffect(effect))
        await this.effects.task(tx, after, effect, { move, note, reason, attachmentIds });
    }
  }

  private async keep(tx: Transaction, after: IncidentRecord, move: MoveRecord): Promise<void> {
    await this.incidents.addMove(tx.db, after.id, move);
    await this.incidents.update(tx.db, after, urgencyOf(after.clocks));
    const { id, regionPath } = after;
    await this.files.claim(tx, move.attachmentIds, { id, regionPath });
  }
}

function moveOf(
  tx: Transaction,
  loaded: Loaded,
  request: MoveRequest,
  outcome: { from: string; to: string; kind?: 'note' },
): MoveRecord {
  return {
    n: loaded.incident.moves + 1,
    kind: outcome.kind ?? 'move',
    move: request.move,
    fromState: outcome.from,
    toState: outcome.to,
    actorId: tx.actor.personId,
    actorKind: tx.actor.kind === 'anonymous' ? 'guest' : tx.actor.kind,
    at: tx.now,
    note: request.note ?? null,
    reason: request.reason ?? null,
    attachmentIds: request.attachmentIds ?? [],
    assigneeUnitId: request.assigneeUnitId ?? null,
    assigneePersonId: request.assigneePersonId ?? null,
    doneAt: request.offlineAt === undefined ? null : offlineMoment(request.offlineAt, tx.now),
  };
}
