import {
  type IncidentRowWire,
  type MoveAnswer,
  type MoveRequest,
  type MoveWire,
} from '@ingrid/contract';
import { Clock, type Language, type Problem } from '@ingrid/kernel';
import { type Actor, type Once, type Transaction, UnitOfWork } from '@ingrid/platform';
import { applyMove, type MoveOutcome, openMoves } from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CarryOut, type Loaded } from './carry-out.service.js';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { OFFLINE_DAYS, offlineMoment } from './domain/offline.js';
import { workedOn } from './domain/took-part.js';
import { asFollowerSees } from './follower-view.js';
import { actorFacts, type Bond, maySee, relationsOf } from './incidents.access.js';
import { incidentProblems } from './incidents.problems.js';
import { inputOf, pastMoves, refusal } from './move-facts.js';
import { MoveInputs } from './move-inputs.js';
import { moveWire } from './move-wire.js';
import { ProcessService, stateLabel } from './process.service.js';
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

/** Moves of incidents: what is open to whom, and carrying one out with everything that follows from it. */
@Injectable()
export class MovesService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(FollowersRepository) private readonly followers: FollowersRepository;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(CarryOut) private readonly carryOut: CarryOut;
  @Inject(MoveInputs) private readonly inputs: MoveInputs;
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
    const barred = barOf(actor, loaded);
    if (barred === null) return wires;
    const why = [barred.say(actor.language)];
    return wires.map((wire) => ({ ...wire, open: false, why }));
  }

  async move(
    actor: Actor,
    id: string,
    request: MoveRequest,
    options: MoveOptions & { once?: Once } = {},
  ): Promise<MoveAnswer> {
    await this.inputs.checkAssignee(request);
    await this.inputs.checkPlace(request, id);
    const act = async (tx: Transaction): Promise<Pick<Moved, 'outcome' | 'words'>> => {
      const { outcome, words } = await this.moveIn(tx, id, request, options);
      return { outcome, words };
    };
    const done = await this.work.run(actor, act, options.once);
    // Read after the commit: names come from other modules, which have connections of their own.
    const incident = await this.work.read((db) => this.incidents.byId(db, id));
    if (!incident) throw incidentProblems.notFound({});
    return { ...done, incident: await this.rowFor(actor, incident) };
  }

  /** A comment does not bring a follower nearer to what the reporter wrote. */
  private async rowFor(actor: Actor, incident: IncidentRecord): Promise<IncidentRowWire> {
    const row = await this.view.row(incident, actor.language);
    if (maySee(actor, incident, { follows: false })) return row;
    const history = await this.work.read((db) => this.incidents.movesOf(db, incident.id));
    const definition = this.process.held(incident.definitionId, incident.definitionVersion);
    return workedOn(actor.personId, history, definition)
      ? row
      : asFollowerSees(row, actor.language);
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
    const barred = barOf(tx.actor, loaded);
    if (barred !== null) throw barred;
    checkMoment(request, incident, tx.now);
    const input = inputOf(request);
    const facts = { now: tx.now, history: pastMoves(history), subjectId: id };
    const actor = actorFacts(tx.actor, incident, loaded.bond);
    const outcome = applyMove(definition, { state: incident.state, facts }, request.move, {
      actor,
      input,
    });
    const { language } = tx.actor;
    if (outcome.ok) {
      const after = await this.carryOut.move(tx, loaded, request, outcome);
      return {
        outcome: 'moved',
        words: stateLabel(definition, after.state, language),
        incident: after,
      };
    }
    if (isLateWork(tx.actor, loaded, request, outcome)) {
      const words = keptWords(stateLabel(definition, incident.state, language), language);
      return {
        outcome: 'kept_as_note',
        words,
        incident: await this.carryOut.note(tx, loaded, request),
      };
    }
    throw refusal(outcome, request, incident.state, language);
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
    if (!incident) throw incidentProblems.notFound({});
    const { definitionId, definitionVersion } = incident;
    const definition = await this.process.getIn(db, definitionId, definitionVersion);
    const tookPart = workedOn(actor.personId, history, definition);
    const isSeen = maySee(actor, incident, bond) || (tookPart && incident.moderation === null);
    if (!isSeen) throw incidentProblems.notFound({});
    return { incident, definition, history, bond };
  }
}

/** Nobody works on a held report before it is released; its reporter may still take it back. Discarded is over. */
function barOf(actor: Actor, { incident, bond }: Loaded): Problem | null {
  if (incident.moderation === 'discarded') return incidentProblems.discarded({});
  const isReporter = relationsOf(actor, incident, bond).includes('reporter');
  return incident.moderation === null || isReporter ? null : incidentProblems.held({});
}

// A mistake in the request itself: sent again in the right form, the same work may still go through.
const FORMAL = new Set<string>(['need_missing', 'unknown_move']);

/** @throws incidents.bad_offline_time, incidents.stale; work without a network could not know the newest version. */
function checkMoment(request: MoveRequest, incident: IncidentRecord, now: Date): void {
  const { offlineAt, version: yours } = request;
  if (offlineAt !== undefined) {
    if (offlineMoment(offlineAt, now) === null)
      throw incidentProblems.badOfflineTime({ days: OFFLINE_DAYS });
    return;
  }
  const { version: current, state } = incident;
  if (yours !== undefined && yours !== current)
    throw incidentProblems.stale({ yours, current, state });
}

/** Work that came too late is kept, but only of somebody whose work it was or could have been at this place. */
function isLateWork(
  actor: Actor,
  { incident, history, definition, bond }: Loaded,
  request: MoveRequest,
  outcome: MoveOutcome & { ok: false },
): boolean {
  if (request.offlineAt === undefined) return false;
  const isFormal = outcome.refusals.every((r) => FORMAL.has(r.code));
  if (isFormal) return false;
  const relations = relationsOf(actor, incident, bond);
  return (
    relations.includes('assignee') ||
    relations.includes('unit_member') ||
    workedOn(actor.personId, history, definition) ||
    actor.allows('incident.handle', incident.regionPath) ||
    actor.allows('incident.solve_on_spot', incident.regionPath)
  );
}

function keptWords(label: string, language: Language): string {
  return language === 'zh'
    ? `这件事在您离线期间已经变为「${label}」，您做的工作和照片已作为补充记录保存在这件事上。`
    : `While you were offline this became "${label}". Your work and photos are kept on it as a note.`;
}
