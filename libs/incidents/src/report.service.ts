import { type IncidentSource, type ReportAnswer, type ReportRequest } from '@ingrid/contract';
import { Clock, newId } from '@ingrid/kernel';
import { type Actor, type Once, type Transaction, UnitOfWork } from '@ingrid/platform';
import { applyClockEffects, type Clocks, nextLook, openProcess, type ProcessDefinition } from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { CategoriesService } from './categories.service.js';
import { IncidentsRepository, type NewIncident } from './data/incidents.repository.js';
import { cellOf } from './domain/cells.js';
import { type Suspicion } from './domain/suspicion.js';
import { titleFrom } from './domain/texts.js';
import { expectedAt, urgencyOf } from './domain/urgent.js';
import { DuplicatesService } from './duplicates.service.js';
import { CLOCK_TIMER, notifyOf } from './effects.js';
import { Files } from './files.js';
import { FloodService, type Origin } from './flood.service.js';
import { incidentProblems } from './incidents.problems.js';
import { NumbersService } from './numbers.service.js';
import { type Place, Places, streetOf } from './places.js';
import { ProcessService } from './process.service.js';
import { newSecret, trackingCodeOf, trackingHash } from './tracking-code.js';

/** Everything about a report that is settled before the transaction begins. */
export interface Draft {
  readonly request: ReportRequest;
  readonly place: Place;
  readonly source: IncidentSource;
  readonly reporterId: string | null;
  readonly reportedById: string | null;
  /** A code is given to whoever has no account to follow with. */
  readonly tracked: boolean;
  readonly held: readonly Suspicion[];
}

export interface Sending {
  readonly origin: Omit<Origin, 'phone'>;
  /** The caller's Idempotency-Key. */
  readonly key: string | null;
}

/** The hot path: a report from anybody becomes an incident with its number, place, clocks and record. */
@Injectable()
export class ReportService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(CategoriesService) private readonly categories: CategoriesService,
    @Inject(ProcessService) private readonly process: ProcessService,
    @Inject(NumbersService) private readonly numbers: NumbersService,
    @Inject(DuplicatesService) private readonly duplicates: DuplicatesService,
    @Inject(FloodService) private readonly flood: FloodService,
    @Inject(Places) private readonly places: Places,
    @Inject(Files) private readonly files: Files,
  ) {}

  async report(actor: Actor, request: ReportRequest, sending: Sending): Promise<ReportAnswer> {
    const place = await this.placeOf(request);
    const draft = { ...this.draft(actor, request, place), held: await this.judge(actor, request, sending) };
    const [possibleDuplicates, number] = await Promise.all([
      this.possibleDuplicates(actor, request),
      this.numbers.next(streetOf(place), this.clock.now()),
    ]);
    const secret = sending.key ?? newSecret();
    const answer = await this.work.run(
      actor,
      async (tx) => ({ ...(await this.writeIn(tx, draft, { number, secret })), possibleDuplicates }),
      onceOf(request, sending.key),
    );
    return draft.tracked ? { ...answer, trackingCode: trackingCodeOf(answer.id, secret) } : answer;
  }

  /** Where the report belongs: a point, a chosen region, or only words for the desk to place. */
  async placeOf(request: ReportRequest): Promise<Place> {
    if (request.location) return this.places.at(request.location);
    if (request.regionId !== undefined) {
      const place = await this.places.byId(request.regionId);
      if (!place) throw incidentProblems.unknownRegion({});
      return place;
    }
    if ((request.address ?? '').trim() === '') throw incidentProblems.placeRequired({});
    return this.places.unknown();
  }

  /** @throws incidents.contact_required, incidents.unknown_category, incidents.answer_missing */
  draft(actor: Actor, request: ReportRequest, place: Place): Draft {
    if (request.categoryCode !== undefined) this.categories.checkAnswers(request.categoryCode, request.answers ?? {});
    const who = { reporterId: actor.personId, reportedById: null, tracked: false, held: [] };
    if (actor.kind === 'anonymous') {
      if (request.contact === undefined) throw incidentProblems.contactRequired({});
      return { ...who, request, place, source: 'resident', tracked: true };
    }
    if (request.contact && actor.allows('incident.report_for', place.path)) {
      return { ...who, request, place, source: 'desk', reporterId: null, reportedById: actor.personId, tracked: true };
    }
    return { ...who, request, place, source: sourceOf(actor) };
  }

  /** Writes the incident; the caller's transaction says when and by whom. */
  async writeIn(
    tx: Transaction,
    draft: Draft,
    given: { number: string; secret: string },
  ): Promise<Omit<ReportAnswer, 'possibleDuplicates'>> {
    const id = newId();
    const { request, place } = draft;
    const isHeld = draft.held.length > 0;
    const definition = this.process.current();
    const { state, clocks } = this.open(definition, tx.now, request.categoryCode ?? null);
    const row = this.rowOf(tx, draft, { id, number: given.number, definition, state, clocks: isHeld ? {} : clocks });
    const code = draft.tracked ? trackingCodeOf(id, given.secret) : null;
    const look = isHeld ? undefined : nextLook(definition, clocks, { at: tx.now, calendar: this.process.calendar });
    const timer = look ? { id: newId(), ...CLOCK_TIMER, at: look.at } : null;
    await this.incidents.insert(tx.db, { ...row, trackingHash: code && trackingHash(id, code) }, timer);
    if (row.attachmentIds.length > 0) await this.files.claim(tx, row.attachmentIds, { id, regionPath: place.path });
    tx.record({
      type: isHeld ? 'incident.noted' : 'incident.reported',
      subjectType: 'incident',
      subjectId: id,
      regionPath: place.path,
      data: {
        number: given.number,
        to: state,
        source: draft.source,
        categoryCode: row.categoryCode,
        regionId: row.regionId,
        reporterId: draft.reporterId,
        dueAt: row.dueAt,
        ...(isHeld ? { held: draft.held } : { notify: notifyOf(definition.opening) }),
      },
    });
    const answer = { id, number: given.number, state, region: place.region, expectedAt: expectedAt(clocks) };
    return isHeld ? { ...answer, held: true } : answer;
  }

  private open(
    definition: ProcessDefinition,
    at: Date,
    categoryCode: string | null,
  ): { state: string; clocks: Clocks } {
    const { state, effects } = openProcess(definition);
    const limits = this.categories.limitsFor(categoryCode);
    const { calendar } = this.process;
    return { state, clocks: applyClockEffects(definition, {}, effects, { at, calendar, limits }) };
  }

  private rowOf(
    tx: Transaction,
    draft: Draft,
    opened: { id: string; number: string; definition: ProcessDefinition; state: string; clocks: Clocks },
  ): NewIncident {
    const { request, place, source, reporterId, reportedById } = draft;
    const categoryCode = request.categoryCode ?? null;
    const { dueAt, approachingAt } = urgencyOf(opened.clocks);
    return {
      id: opened.id,
      number: opened.number,
      definitionId: opened.definition.id,
      definitionVersion: opened.definition.version,
      state: opened.state,
      source,
      title: orNull(request.title) ?? titleFrom(request.description),
      description: request.description,
      categoryCode,
      standardId: this.categories.standardFor(categoryCode)?.id ?? null,
      regionId: place.region?.id ?? null,
      regionPath: place.path,
      location: request.location ?? null,
      cell: request.location ? cellOf(request.location) : null,
      address: orNull(request.address),
      answers: request.answers ?? null,
      reporterId,
      reportedById,
      contactName: orNull(request.contact?.name),
      contactPhone: request.contact?.phone ?? null,
      trackingHash: null,
      attachmentIds: request.attachmentIds ?? [],
      clocks: opened.clocks,
      dueAt,
      approachingAt,
      moderation: draft.held.length > 0 ? 'held' : null,
      moderationReasons: draft.held.length > 0 ? draft.held : null,
      reportedAt: tx.now,
    };
  }

  private async judge(actor: Actor, request: ReportRequest, sending: Sending): Promise<Suspicion[]> {
    const origin = { ...sending.origin, phone: request.contact?.phone ?? null };
    return this.flood.judge(actor, `${request.title ?? ''} ${request.description}`, origin);
  }

  private async possibleDuplicates(
    actor: Actor,
    request: ReportRequest,
  ): Promise<ReportAnswer['possibleDuplicates']> {
    if (!request.location) return [];
    const text = `${request.title ?? ''}。${request.description}`;
    const { location, categoryCode = null } = request;
    return this.duplicates.find({ location, categoryCode, text, language: actor.language });
  }
}

function sourceOf(actor: Actor): IncidentSource {
  if (actor.kind === 'system') return 'import';
  return actor.holds('incident.solve_on_spot') || actor.holds('incident.handle') ? 'worker' : 'resident';
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text;
}

/** The caller's key is stored only as a hash, because a tracking code can be derived from it. */
export function onceOf(request: object, key: string | null): Once | undefined {
  if (key === null) return undefined;
  const isWellFormed = /^[\w-]{16,100}$/.test(key);
  return { key: isWellFormed ? createHash('sha256').update(key).digest('base64url') : key, request };
}
