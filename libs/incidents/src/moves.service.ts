import { type MoveAnswer, type MoveRequest, type MoveWire } from '@ingrid/contract';
import { Clock } from '@ingrid/kernel';
import { type Actor, type Once, type Transaction, UnitOfWork } from '@ingrid/platform';
import {
  applyClockEffects,
  applyMove,
  type MoveOutcome,
  openMoves,
  type ProcessDefinition,
} from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CategoriesService } from './categories.service.js';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { chargeAfter } from './domain/outcome.js';
import { urgencyOf } from './domain/urgent.js';
import { IncidentEffects, isTaskEffect } from './effects.js';
import { Files } from './files.js';
import { actorFacts, type Bond, maySee, relationsOf } from './incidents.access.js';
import { incidentProblems } from './incidents.problems.js';
import { inputOf, pastMoves, refusal } from './move-facts.js';
import { MoveInputs } from './move-inputs.js';
import { incidentAfter } from './move-result.js';
import { moveWire } from './move-wire.js';
import { ProcessService, stateLabel } from './process.service.js';
import { planLook, planTimeout } from './timers.js';
import { ViewService } from './view.service.js';

export interface MoveOptions {
  /** A guest who proved by tracking code to be the reporter or a follower. */
  readonly guest?: 'reporter' | 'follower';
}

export interface Moved {
  readonly outcome: MoveAnswer['outcome'];
  readonly words: string;
  readonly incident: IncidentRecord;
}

/** A locked incident with everything the engine must know. */
interface Loaded {
  readonly incident: IncidentRecord;
  readonly definition: ProcessDefinition;
  readonly history: readonly MoveRecord[];
  readonly bond: Bond;
}

/** Moves of incidents: what is open to whom, and carrying one out with everything that follows from it. */
@Injectable()
export class MovesService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(FollowersRepository) private readonly followers: FollowersRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(IncidentEffects) private readonly effects: IncidentEffects;
  @Inject(MoveInputs) private readonly inputs: MoveInputs;
  @Inject(Files) private readonly files: Files;
  @Inject(ViewService) private readonly view: ViewService;

  /** All moves of the process: open to this actor now or not, what each needs and why not. */
  async open(actor: Actor, id: string, options: MoveOptions = {}): Promise<MoveWire[]> {
    const loaded = await this.work.read(async (db) => {
      const incident = await this.incidents.byId(db, id);
      const follows = await this.followers.isFollowing(db, id, actor.personId);
      return this.complete(db, actor, {
        incident,
        history: await this.incidents.movesOf(db, id),
        bond: { ...options, follows },
      });
    });
    const { incident, definition, history, bond } = loaded;
    const facts = { now: this.clock.now(), history: pastMoves(history), subjectId: id };
    const moves = openMoves(
      definition,
      { state: incident.state, facts },
      actorFacts(actor, incident, bond),
    );
    const wires = moves.map((move) => moveWire(move, actor.language));
    if (!isHeldFrom(actor, loaded)) return wires;
    const why = [incidentProblems.held({}).say(actor.language)];
    return wires.map((wire) => ({ ...wire, open: false, why }));
  }

  async move(
    actor: Actor,
    id: string,
    request: MoveRequest,
    options: MoveOptions & { once?: Once } = {},
  ): Promise<MoveAnswer> {
    await this.inputs.checkAssignee(request);
    const act = async (tx: Transaction): Promise<Pick<Moved, 'outcome' | 'words'>> => {
      const { outcome, words } = await this.moveIn(tx, id, request, options);
      return { outcome, words };
    };
    const done = await this.work.run(actor, act, options.once);
    // Read after the commit: names come from other modules, which have connections of their own.
    const incident = await this.work.read((db) => this.incidents.byId(db, id));
    if (!incident) throw incidentProblems.notFound({});
    return { ...done, incident: await this.view.row(incident, actor.language) };
  }

  /**
   * One move as part of a larger use case. Locks the incident; tasks are locked after it. That an assignee exists is for
   * the caller to know.
   */
  async moveIn(
    tx: Transaction,
    id: string,
    request: MoveRequest,
    options: MoveOptions = {},
  ): Promise<Moved> {
    const loaded = await this.load(tx, id, options);
    const { incident, definition, history } = loaded;
    if (isHeldFrom(tx.actor, loaded)) throw incidentProblems.held({});
    const isOffline = request.offlineAt !== undefined;
    if (!isOffline && request.version !== undefined && request.version !== incident.version) {
      throw incidentProblems.stale({
        yours: request.version,
        current: incident.version,
        state: incident.state,
      });
    }
    const input = inputOf(request);
    const facts = { now: tx.now, history: pastMoves(history), subjectId: id };
    const actor = actorFacts(tx.actor, incident, loaded.bond);
    const outcome = applyMove(definition, { state: incident.state, facts }, request.move, {
      actor,
      input,
    });
    if (outcome.ok) return this.carryOut(tx, loaded, request, outcome);
    if (
      isOffline &&
      outcome.refusals.some((r) => r.code !== 'need_missing' && r.code !== 'unknown_move')
    ) {
      return this.keepAsNote(tx, loaded, request);
    }
    throw refusal(outcome, request, incident.state, tx.actor.language);
  }

  /** Whether and how this person may see the incident. @throws incidents.not_found */
  private async load(tx: Transaction, id: string, options: MoveOptions): Promise<Loaded> {
    const incident = await this.incidents.lock(tx.db, id);
    const follows = await this.followers.isFollowing(tx.db, id, tx.actor.personId);
    const history = await this.incidents.movesOf(tx.db, id);
    return this.complete(tx.db, tx.actor, { incident, history, bond: { ...options, follows } });
  }

  private async complete(
    db: EntityManager,
    actor: Actor,
    found: { incident: IncidentRecord | null; history: readonly MoveRecord[]; bond: Bond },
  ): Promise<Loaded> {
    const { incident, history, bond } = found;
    const tookPart = actor.personId !== null && history.some((m) => m.actorId === actor.personId);
    if (
      !incident ||
      !(maySee(actor, incident, bond) || (tookPart && incident.moderation === null))
    ) {
      throw incidentProblems.notFound({});
    }
    const definition = await this.process.getIn(
      db,
      incident.definitionId,
      incident.definitionVersion,
    );
    return { incident, definition, history, bond };
  }

  private async carryOut(
    tx: Transaction,
    loaded: Loaded,
    request: MoveRequest,
    outcome: MoveOutcome & { ok: true },
  ): Promise<Moved> {
    const { incident: before, definition } = loaded;
    await this.inputs.check(tx, before, request);
    const { charge, notify } = chargeAfter(before, outcome.effects, inputOf(request));
    const move = this.moveOf(tx, loaded, request, outcome);
    const standard = this.categories.standardAfter(before, charge.categoryCode);
    const after = incidentAfter(before, {
      definition,
      outcome,
      move,
      charge,
      standardId: standard?.id ?? null,
      clocks: applyClockEffects(definition, before.clocks, outcome.effects, {
        at: tx.now,
        calendar: this.process.calendar,
        limits: standard?.limits ?? {},
        why: move.move,
        ...(move.actorId === null ? {} : { by: move.actorId }),
      }),
    });
    await this.keep(tx, loaded, after, move);
    await planLook(tx, after, { definition, calendar: this.process.calendar });
    await planTimeout(
      tx,
      { id: before.id, ...outcome },
      { definition, calendar: this.process.calendar },
    );
    const cause = {
      move: move.move,
      note: move.note,
      reason: move.reason,
      attachmentIds: move.attachmentIds,
    };
    for (const effect of outcome.effects) {
      if (isTaskEffect(effect)) await this.effects.task(tx, after, effect, cause);
    }
    if (after.duplicateOfId !== before.duplicateOfId) await this.inputs.followMerged(tx, after);
    tx.record({
      type: 'incident.moved',
      subjectType: 'incident',
      subjectId: before.id,
      regionPath: before.regionPath,
      data: {
        ...this.factsOf(before, after),
        ...outcomeData(outcome, move),
        ...guestMark(tx),
        notify,
      },
    });
    const { language } = tx.actor;
    return {
      outcome: 'moved',
      words: stateLabel(definition, after.state, language),
      incident: after,
    };
  }

  private moveOf(
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
      doneAt: request.offlineAt === undefined ? null : new Date(request.offlineAt),
    };
  }

  private async keep(
    tx: Transaction,
    loaded: Loaded,
    after: IncidentRecord,
    move: MoveRecord,
  ): Promise<void> {
    await this.incidents.addMove(tx.db, after.id, move);
    await this.incidents.update(tx.db, after, urgencyOf(after.clocks));
    if (move.attachmentIds.length > 0) {
      const { id, regionPath } = loaded.incident;
      await this.files.claim(tx, move.attachmentIds, { id, regionPath });
    }
  }

  /** The matter moved on while the phone had no network: nothing is dropped, the work stays on it as a note. */
  private async keepAsNote(tx: Transaction, loaded: Loaded, request: MoveRequest): Promise<Moved> {
    const { incident: before, definition } = loaded;
    const { state } = before;
    const move = this.moveOf(tx, loaded, request, { from: state, to: state, kind: 'note' });
    const after = { ...before, moves: move.n, photos: before.photos + move.attachmentIds.length };
    await this.keep(tx, loaded, after, move);
    tx.record({
      type: 'incident.noted',
      subjectType: 'incident',
      subjectId: before.id,
      regionPath: before.regionPath,
      data: {
        ...this.factsOf(before, after),
        n: move.n,
        move: request.move,
        doneAt: move.doneAt,
        notify: [{ audience: 'dispatchers', template: 'incident.commented' }],
      },
    });
    const { language } = tx.actor;
    const label = stateLabel(definition, state, language);
    const words =
      language === 'zh'
        ? `这件事在您离线期间已经变为「${label}」，您做的工作和照片已作为补充记录保存在这件事上。`
        : `While you were offline this became "${label}". Your work and photos are kept on it as a note.`;
    return { outcome: 'kept_as_note', words, incident: after };
  }

  /** Ids and facts that the observers need; never a name, a phone number or what somebody wrote. */
  private factsOf(before: IncidentRecord, after: IncidentRecord): Record<string, unknown> {
    return {
      number: after.number,
      from: before.state,
      to: after.state,
      source: after.source,
      categoryCode: after.categoryCode,
      regionId: after.regionId,
      reporterId: after.reporterId,
      assigneeId: after.assigneePersonId,
      unitId: after.assigneeUnitId,
      dueAt: urgencyOf(after.clocks).dueAt,
      version: after.version,
      ...(after.duplicateOfId === null ? {} : { duplicateOfId: after.duplicateOfId }),
    };
  }
}

/** Nobody works on a held report before it is released; its reporter may still take it back. */
function isHeldFrom(actor: Actor, { incident, bond }: Loaded): boolean {
  return incident.moderation !== null && !relationsOf(actor, incident, bond).includes('reporter');
}

/** A guest has no id on the record, but the timeline says that it was the reporter. */
function guestMark(tx: Transaction): { guest?: true } {
  return tx.actor.kind === 'anonymous' ? { guest: true } : {};
}

function outcomeData(
  outcome: MoveOutcome & { ok: true },
  move: MoveRecord,
): Record<string, unknown> {
  const { from, to, ending } = outcome;
  const late = move.doneAt === null ? {} : { doneAt: move.doneAt };
  return {
    move: move.move,
    from,
    to,
    n: move.n,
    photos: move.attachmentIds.length,
    ...late,
    ...(ending ? { ending } : {}),
  };
}
