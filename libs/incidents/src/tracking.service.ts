import { type MoveRequest, type MoveWire, type TrackedWire } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';
import { ANONYMOUS, type Once, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { expectedAt } from './domain/urgent.js';
import { Files } from './files.js';
import { FloodService } from './flood.service.js';
import { followersTitle } from './follower-view.js';
import { incidentProblems } from './incidents.problems.js';
import { MovesService } from './moves.service.js';
import { Places } from './places.js';
import { ProcessService, stateLabel } from './process.service.js';
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

  /** @throws incidents.bad_tracking, incidents.too_many */
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
    await this.flood.countTracking(address);
    const incident = await this.work.read((db) => this.incidents.byNumber(db, number.trim()));
    if (!incident) throw incidentProblems.badTracking({});
    if (trackingMatches(incident.id, trackingCode, incident.trackingHash))
      return { incident, guest: 'reporter' };
    const hashes = await this.work.read((db) => this.followers.trackingHashes(db, incident.id));
    if (hashes.some((hash) => trackingMatches(incident.id, trackingCode, hash)))
      return { incident, guest: 'follower' };
    throw incidentProblems.badTracking({});
  }

  private async tell({ incident, guest }: Tracked, language: Language): Promise<TrackedWire> {
    const isMine = guest === 'reporter';
    const definition = await this.process.get(incident.definitionId, incident.definitionVersion);
    const history = await this.work.read((db) => this.incidents.movesOf(db, incident.id));
    const reader = { language, knowsReporter: isMine, knowsStaff: false, readsWords: isMine };
    const timeline = await this.timelines.tell(incident, history, reader);
    const names = await this.places.namesOnPath(incident.regionPath);
    const area = names.length === 0 ? null : names.slice(-2).join(' ');
    const category =
      incident.categoryCode === null ? null : this.categories.nameOf(incident.categoryCode);
    return {
      number: incident.number,
      title: isMine ? incident.title : followersTitle(category, language),
      description: isMine ? incident.description : '',
      state: incident.state,
      stateLabel: stateLabel(definition, incident.state, language),
      category,
      place: (isMine ? incident.address : null) ?? area,
      reportedAt: incident.reportedAt.toISOString(),
      expectedAt: expectedAt(incident.clocks),
      closedAt: incident.closedAt?.toISOString() ?? null,
      mine: isMine,
      held: incident.moderation !== null,
      timeline: timeline.map((entry) => ({
        at: entry.at,
        words: entry.words,
        note: entry.note,
      })),
      attachments: isMine ? await this.files.of(incident.id, { withKeys: true }) : [],
      moves: await this.movesFor(incident, guest, language),
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
