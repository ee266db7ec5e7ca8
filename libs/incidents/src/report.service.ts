import { type IncidentSource, type ReportAnswer, type ReportRequest } from '@ingrid/contract';
import { Clock, newId } from '@ingrid/kernel';
import {
  type ActivityEvent,
  type Actor,
  type Made,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { applyClockEffects, nextLook, openProcess, type ProcessDefinition } from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import {
  type FirstTimer,
  IncidentsRepository,
  insertValues,
  type NewIncident,
  REPORT,
} from './data/incidents.repository.js';
import { candidatesOf, nearValues, NOWHERE } from './data/near.js';
import { type DuplicateCandidate } from './domain/duplicates.js';
import { type Suspicion } from './domain/suspicion.js';
import { expectedAt } from './domain/urgent.js';
import { type DuplicateSearch, DuplicatesService } from './duplicates.service.js';
import { CLOCK_TIMER, notifyOf } from './effects.js';
import { Files } from './files.js';
import { FloodService, type Origin } from './flood.service.js';
import { incidentProblems } from './incidents.problems.js';
import { type Draft, newIncident, type Opened } from './new-incident.js';
import { NumbersService } from './numbers.service.js';
import { onceOf } from './once.js';
import { type Place, Places, streetOf } from './places.js';
import { ProcessService } from './process.service.js';
import { newSecret, trackingCodeOf, trackingHash } from './tracking-code.js';

export interface Sending extends Omit<Origin, 'phone'> {
  /** The caller's Idempotency-Key. */
  readonly key: string | null;
}

/** What is known of a report besides the draft when it is written. */
interface Given {
  readonly number: string;
  /** What the tracking code is derived from. */
  readonly secret: string;
}

/** A report on its way in. */
interface Sent {
  readonly draft: Draft;
  readonly given: Given;
  /** Null without a point, around which one could look. */
  readonly search: DuplicateSearch | null;
  readonly once: Once | undefined;
}

interface Told {
  readonly answer: ReportAnswer;
  readonly near: readonly DuplicateCandidate[];
}

interface Composed extends Made<ReportAnswer> {
  readonly row: NewIncident;
  readonly timer: FirstTimer | null;
}

/** The hot path: a report from anybody becomes an incident with its number, place, clocks and record. */
@Injectable()
export class ReportService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(NumbersService) private readonly numbers: NumbersService;
  @Inject(DuplicatesService) private readonly duplicates: DuplicatesService;
  @Inject(FloodService) private readonly flood: FloodService;
  @Inject(Places) private readonly places: Places;
  @Inject(Files) private readonly files: Files;

  async report(actor: Actor, request: ReportRequest, sending: Sending): Promise<ReportAnswer> {
    const place = await this.placeOf(request);
    const draft = {
      ...this.draft(actor, request, place),
      held: await this.judge(actor, request, sending),
    };
    const number = await this.numbers.next(streetOf(place), this.clock.now());
    const secret = draft.tracked ? (sending.key ?? newSecret()) : '';
    const once = onceOf(request, sending.key);
    const given = { number, secret };
    const search = duplicateSearch(actor, request);
    const { answer, near } = await (hasFiles(request)
      ? this.withFiles(actor, { draft, given, search, once })
      : this.alone(actor, { draft, given, search, once }));
    const others = near.filter(({ id }) => id !== answer.id);
    return {
      ...answer,
      possibleDuplicates: search ? this.duplicates.judge(search, others) : [],
      ...(draft.tracked ? { trackingCode: trackingCodeOf(answer.id, secret) } : {}),
    };
  }

  /** Written and looked around in one trip to the database. */
  private async alone(actor: Actor, { draft, given, search, once }: Sent): Promise<Told> {
    const look = search ? this.duplicates.lookOf(search) : NOWHERE;
    const { answer, read } = await this.work.runOne(
      actor,
      REPORT,
      (at) => {
        const made = this.compose(draft, given, at);
        return { ...made, values: [...made.values, ...nearValues(look)] };
      },
      once,
    );
    return { answer, near: candidatesOf(read) };
  }

  /** Files are claimed in the same transaction, so that such a report needs one. */
  private async withFiles(actor: Actor, { draft, given, search, once }: Sent): Promise<Told> {
    const near = search
      ? await this.work.read((db) => this.incidents.near(db, this.duplicates.lookOf(search)))
      : [];
    const answer = await this.work.run(actor, (tx) => this.writeIn(tx, draft, given), once);
    return { answer, near };
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

  /** @throws incidents.contact_required, incidents.unknown_category, incidents.answer_missing, incidents.call_elsewhere */
  draft(actor: Actor, request: ReportRequest, place: Place): Draft {
    if (request.categoryCode !== undefined)
      this.categories.checkAnswers(request.categoryCode, request.answers ?? {});
    const who = { reporterId: actor.personId, reportedById: null, tracked: false, held: [] };
    if (actor.kind === 'anonymous') {
      if (request.contact === undefined) throw incidentProblems.contactRequired({});
      return { ...who, request, place, source: 'resident', tracked: true };
    }
    if (request.contact && actor.holds('incident.report_for')) {
      // It must not become the operator's own report, for which the caller would get no code.
      if (!actor.allows('incident.report_for', place.path))
        throw incidentProblems.callElsewhere({});
      return {
        ...who,
        request,
        place,
        source: 'desk',
        reporterId: null,
        reportedById: actor.personId,
        tracked: true,
      };
    }
    return { ...who, request, place, source: sourceOf(actor) };
  }

  /** Writes the incident; the caller's transaction says when and by whom. */
  async writeIn(tx: Transaction, draft: Draft, given: Given): Promise<ReportAnswer> {
    const { row, timer, events, answer } = this.compose(draft, given, tx.now);
    await this.incidents.insert(tx.db, row, timer);
    await this.files.claim(tx, row.attachmentIds, { id: row.id, regionPath: row.regionPath });
    for (const event of events) tx.record(event);
    return answer;
  }

  /** Everything that is written and answered, worked out beforehand. */
  private compose(draft: Draft, given: Given, at: Date): Composed {
    const id = newId();
    const { number, secret } = given;
    const isHeld = draft.held.length > 0;
    const opened = this.open(draft, at);
    const row = newIncident(draft, {
      ...opened,
      id,
      number,
      at,
      // Nobody can work on what is held: its clocks begin when it is released.
      clocks: isHeld ? {} : opened.clocks,
      trackingHash: draft.tracked ? trackingHash(id, trackingCodeOf(id, secret)) : null,
    });
    const timer = isHeld ? null : this.firstTimer(opened, at);
    const { region } = draft.place;
    const answer = {
      id,
      number,
      state: row.state,
      region,
      expectedAt: expectedAt(opened.clocks),
      possibleDuplicates: [],
    };
    return {
      row,
      timer,
      values: insertValues(row, timer),
      events: [reported(row, draft, opened.definition)],
      answer: isHeld ? { ...answer, held: true } : answer,
    };
  }

  private open(
    draft: Draft,
    at: Date,
  ): Pick<Opened, 'definition' | 'state' | 'clocks' | 'standardId'> {
    const definition = this.process.current();
    const { state, effects } = openProcess(definition);
    const standard = this.categories.standardFor(draft.request.categoryCode ?? null);
    const { calendar } = this.process;
    const limits = standard?.limits ?? {};
    const clocks = applyClockEffects(definition, {}, effects, { at, calendar, limits });
    return { definition, state, clocks, standardId: standard?.id ?? null };
  }

  private firstTimer(opened: Pick<Opened, 'definition' | 'clocks'>, at: Date): FirstTimer | null {
    const look = nextLook(opened.definition, opened.clocks, {
      at,
      calendar: this.process.calendar,
    });
    return look ? { id: newId(), ...CLOCK_TIMER, at: look.at } : null;
  }

  private async judge(
    actor: Actor,
    request: ReportRequest,
    sending: Sending,
  ): Promise<Suspicion[]> {
    const origin = { ...sending, phone: request.contact?.phone ?? null };
    return this.flood.judge(actor, `${request.title ?? ''} ${request.description}`, origin);
  }
}

function duplicateSearch(actor: Actor, request: ReportRequest): DuplicateSearch | null {
  if (!request.location) return null;
  const text = `${request.title ?? ''}。${request.description}`;
  const { location, categoryCode = null } = request;
  return { location, categoryCode, text, language: actor.language };
}

function sourceOf(actor: Actor): IncidentSource {
  if (actor.kind === 'system') return 'import';
  return actor.holds('incident.solve_on_spot') || actor.holds('incident.handle')
    ? 'worker'
    : 'resident';
}

function hasFiles(request: ReportRequest): boolean {
  return (request.attachmentIds ?? []).length > 0;
}

/** A held report is on the record, but is announced to nobody before a person has looked at it. */
function reported(row: NewIncident, draft: Draft, definition: ProcessDefinition): ActivityEvent {
  const isHeld = draft.held.length > 0;
  return {
    type: isHeld ? 'incident.noted' : 'incident.reported',
    subjectType: 'incident',
    subjectId: row.id,
    regionPath: row.regionPath,
    data: {
      number: row.number,
      to: row.state,
      source: row.source,
      categoryCode: row.categoryCode,
      regionId: row.regionId,
      reporterId: row.reporterId,
      dueAt: row.dueAt,
      ...(isHeld ? { held: draft.held } : { notify: notifyOf(definition.opening) }),
    },
  };
}
