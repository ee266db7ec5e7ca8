import { type MoveRequest, type MoveWire, type TrackedWire } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';
import { ANONYMOUS, type Once, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { expectedAt } from './domain/urgent.js';
import { Files } from './files.js';
import { FloodService } from './flood.service.js';
import { followersTitle } from './follower-view.js';
import { incidentProblems } from './incidents.problems.js';
import { discardReason } from './moderation.service.js';
import { MovesService } from './moves.service.js';
import { Places } from './places.js';
import { ProcessService, standingLabel, stateLabel } from './process.service.js';
import { TimelineService } from './timeline.service.js';
import { trackingMatches } from './tracking-code.js';

/** What somebody without an account shows: the human number and the code given with it. */
export interface Ticket {
  readonly number: string;
  readonly trackingCode: string;
  /** Network address, to slow down guessing. */
  readonly address: string;
  readonly language: Language;
}

const LONGEST_CHAIN = 10;

interface Tracked {
  readonly incident: IncidentRecord;
  readonly guest: 'reporter' | 'follower';
}

/** Following a report without an account, and what its reporter may still do: answer, withdraw, reopen, comment. */
@Injectable()
export class TrackingService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(FollowersRepository) private readonly followers: FollowersRepository;
  @Inject(FloodService) private readonly flood: FloodService;
  @Inject(MovesService) private readonly moves: MovesService;
  @Inject(TimelineService) private readonly timelines: TimelineService;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(Places) private readonly places: Places;
  @Inject(Files) private readonly files: Files;

  /** @throws incidents.bad_tracking, incidents.too_many_tries */
  async track(ticket: Ticket): Promise<TrackedWire> {
    const tracked = await this.mustMatch(ticket);
    return this.tell(tracked, ticket.language);
  }

  /** @throws incidents.bad_tracking, incidents.move_refused, incidents.stale */
  async move(ticket: Ticket, request: MoveRequest, once?: Once): Promise<TrackedWire> {
    const { incident, guest } = await this.mustMatch(ticket);
    const actor = ANONYMOUS.speaking(ticket.language);
    await this.moves.move(actor, incident.id, request, { guest, ...(once ? { once } : {}) });
    const after = await this.work.read((db) => this.incidents.byId(db, incident.id));
    if (!after) throw incidentProblems.badTracking({});
    return this.tell({ incident: after, guest }, ticket.language);
  }

  private async mustMatch({ number, trackingCode, address }: Ticket): Promise<Tracked> {
    await this.flood.mayTry(address);
    const tracked = await this.match({ number, trackingCode });
    if (tracked) return tracked;
    await this.flood.countWrongCode(address);
    throw incidentProblems.badTracking({});
  }

  private async match({
    number,
    trackingCode,
  }: Pick<Ticket, 'number' | 'trackingCode'>): Promise<Tracked | null> {
    const incident = await this.work.read((db) => this.incidents.byNumber(db, number.trim()));
    if (!incident) return null;
    if (trackingMatches(incident.id, trackingCode, incident.trackingHash))
      return { incident, guest: 'reporter' };
    const hashes = await this.work.read((db) => this.followers.trackingHashes(db, incident.id));
    if (hashes.some((hash) => trackingMatches(incident.id, trackingCode, hash)))
      return { incident, guest: 'follower' };
    return null;
  }

  private async tell(tracked: Tracked, language: Language): Promise<TrackedWire> {
    const { incident, guest } = tracked;
    const isMine = guest === 'reporter';
    const definition = await this.process.get(incident.definitionId, incident.definitionVersion);
    const history = await this.work.read((db) => this.incidents.movesOf(db, incident.id));
    const reader = { language, knowsReporter: isMine, knowsStaff: false, readsWords: isMine };
    const timeline = await this.timelines.tell(incident, history, reader);
    const category =
      incident.categoryCode === null ? null : this.categories.nameOf(incident.categoryCode);
    return {
      number: incident.number,
      title: isMine ? incident.title : followersTitle(category, language),
      description: isMine ? incident.description : '',
      state: incident.state,
      stateLabel: standingLabel(definition, incident, language),
      category,
      place: (isMine ? incident.address : null) ?? (await this.areaOf(incident)),
      reportedAt: incident.reportedAt.toISOString(),
      expectedAt: expectedAt(incident.clocks),
      closedAt: incident.closedAt?.toISOString() ?? null,
      mine: isMine,
      held: incident.moderation === 'held',
      declined: declinedOf(tracked, history),
      mergedInto: await this.mainOf(incident, language),
      timeline: timeline.map((entry) => ({
        at: entry.at,
        words: entry.words,
        note: entry.note,
      })),
      attachments: isMine ? await this.files.of(incident.id, { withKeys: true }) : [],
      moves: await this.movesFor(incident, guest, language),
    };
  }

  private async areaOf({ regionPath }: IncidentRecord): Promise<string | null> {
    const names = await this.places.namesOnPath(regionPath);
    return names.length === 0 ? null : names.slice(-2).join(' ');
  }

  /** Whoever reported it without an account hears by the same code how the matter goes on. */
  private async mainOf(
    merged: IncidentRecord,
    language: Language,
  ): Promise<TrackedWire['mergedInto']> {
    let main = merged;
    // The one merged into may be merged itself; a ring cannot come about, and would end here.
    for (let step = 0; main.duplicateOfId !== null && step < LONGEST_CHAIN; step += 1) {
      const { duplicateOfId } = main;
      const next = await this.work.read((db) => this.incidents.byId(db, duplicateOfId));
      if (!next) break;
      main = next;
    }
    if (main.id === merged.id) return null;
    const { number, state, definitionId, definitionVersion } = main;
    const definition = await this.process.get(definitionId, definitionVersion);
    return {
      number,
      state,
      stateLabel: stateLabel(definition, state, language),
      expectedAt: expectedAt(main.clocks),
      closedAt: main.closedAt?.toISOString() ?? null,
    };
  }

  /** Only what is open: a long list of what one may not do helps nobody on a phone. */
  private async movesFor(
    incident: IncidentRecord,
    guest: 'reporter' | 'follower',
    language: Language,
  ): Promise<MoveWire[]> {
    const moves = await this.moves.open(ANONYMOUS.speaking(language), incident.id, { guest });
    return moves.filter((move) => move.open);
  }
}

/** That a report was put aside is told to its reporter with the reason. */
function declinedOf(
  { incident, guest }: Tracked,
  history: readonly MoveRecord[],
): TrackedWire['declined'] {
  if (incident.moderation !== 'discarded') return null;
  return { reason: guest === 'reporter' ? discardReason(history) : null };
}
