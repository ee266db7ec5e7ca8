import {
  type IncidentDetailWire,
  type IncidentRowWire,
  type MaskedWire,
  type ReporterWire,
} from '@ingrid/contract';
import { Clock, isProblem, type Language } from '@ingrid/kernel';
import { type Actor, UnitOfWork } from '@ingrid/platform';
import { explainClock, type ProcessDefinition } from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { workedOn } from './domain/took-part.js';
import { expectedAt } from './domain/urgent.js';
import { DuplicatesService } from './duplicates.service.js';
import { Files } from './files.js';
import { asFollowerSees } from './follower-view.js';
import { maySee } from './incidents.access.js';
import { incidentProblems } from './incidents.problems.js';
import { discardReason } from './moderation.service.js';
import { People } from './people.js';
import { ProcessService, stateLabel } from './process.service.js';
import { ViewService } from './view.service.js';

/** An incident with all that belongs to it. */
export interface Sight {
  readonly incident: IncidentRecord;
  readonly history: readonly MoveRecord[];
  readonly following: boolean;
  /** False for somebody who only follows: anybody may join a matter, so what a reporter wrote and sent stays closed. */
  readonly isNear: boolean;
}

/** One incident in full, for whoever may see it. */
@Injectable()
export class DetailService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(FollowersRepository) private readonly followers: FollowersRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(DuplicatesService) private readonly duplicates: DuplicatesService;
  @Inject(ViewService) private readonly view: ViewService;
  @Inject(People) private readonly people: People;
  @Inject(Files) private readonly files: Files;

  /** @throws incidents.not_found also where the person may not look. */
  async mustSee(actor: Actor, id: string): Promise<Sight> {
    return this.work.read(async (db) => {
      const incident = await this.incidents.byId(db, id);
      if (!incident) throw incidentProblems.notFound({});
      const following = await this.followers.isFollowing(db, id, actor.personId);
      const history = await this.incidents.movesOf(db, id);
      const { definitionId, definitionVersion } = incident;
      const definition = await this.process.getIn(db, definitionId, definitionVersion);
      const tookPart = workedOn(actor.personId, history, definition);
      const isNear =
        maySee(actor, incident, { follows: false }) || (tookPart && incident.moderation === null);
      if (!isNear && !maySee(actor, incident, { follows: following }))
        throw incidentProblems.notFound({});
      return { incident, history, following, isNear };
    });
  }

  /** Whether somebody may see an incident; false also for one that does not exist. */
  async isVisible(actor: Actor, id: string): Promise<boolean> {
    return (await this.sightOf(actor, id)) !== null;
  }

  /** Whether somebody may see the photos of an incident. */
  async areFilesVisible(actor: Actor, id: string): Promise<boolean> {
    return (await this.sightOf(actor, id))?.isNear === true;
  }

  private async sightOf(actor: Actor, id: string): Promise<Sight | null> {
    try {
      return await this.mustSee(actor, id);
    } catch (error) {
      if (isProblem(error)) return null;
      throw error;
    }
  }

  async get(actor: Actor, id: string): Promise<IncidentDetailWire> {
    const { incident, history, following, isNear } = await this.mustSee(actor, id);
    const definition = await this.process.get(incident.definitionId, incident.definitionVersion);
    const { language } = actor;
    const standard = this.categories.standing(incident);
    const ending = definition.endings.find(({ name }) => name === incident.ending);
    return {
      ...(await this.storyOf({ incident, isNear }, language)),
      reporter: await this.reporterOf(actor, incident),
      mine: actor.personId !== null && incident.reporterId === actor.personId,
      following,
      assigneeUnitId: incident.assigneeUnitId,
      expectedAt: expectedAt(incident.clocks),
      closedAt: incident.closedAt?.toISOString() ?? null,
      ending: ending ? { name: ending.name, label: ending.label[language] } : null,
      moderation: incident.moderation && {
        state: incident.moderation,
        reason: discardReason(history),
      },
      standard: standard && this.categories.standardWire(standard),
      clocks: this.clocksOf(actor, incident, definition),
      duplicateOf: await this.mainOf(incident),
      duplicates: await this.likelyFor(actor, incident),
      definition: { id: incident.definitionId, version: incident.definitionVersion },
      path: pathOf(incident, history).map((step) => ({
        ...step,
        label: stateLabel(definition, step.state, language),
      })),
    };
  }

  /** The row with what the reporter wrote and sent, as far as this reader is near enough to it. */
  private async storyOf(
    { incident, isNear }: Pick<Sight, 'incident' | 'isNear'>,
    language: Language,
  ): Promise<
    IncidentRowWire &
      Pick<IncidentDetailWire, 'description' | 'answers' | 'attachments' | 'assigneePersonId'>
  > {
    const row = await this.view.row(incident, language);
    const { description, answers, assigneePersonId } = incident;
    if (isNear) {
      const attachments = await this.files.of(incident.id);
      return { ...row, description, answers: answers ?? {}, attachments, assigneePersonId };
    }
    const nothing = { description: '', answers: {}, attachments: [], assigneePersonId: null };
    return { ...asFollowerSees(row, language), ...nothing };
  }

  private clocksOf(
    actor: Actor,
    incident: IncidentRecord,
    definition: ProcessDefinition,
  ): IncidentDetailWire['clocks'] {
    const telling = {
      now: this.clock.now(),
      lang: actor.language,
      calendar: this.process.calendar,
      definition,
    };
    return this.view.clocksOf(incident, actor.language).map((clock) => {
      const state = incident.clocks[clock.name];
      return { ...clock, sentences: state ? [...explainClock(state, telling)] : [] };
    });
  }

  /** Who reported is for the reporter and for those with the right to know; everybody else sees that it is held back. */
  private async reporterOf(
    actor: Actor,
    incident: IncidentRecord,
  ): Promise<ReporterWire | MaskedWire> {
    const isMine = actor.personId !== null && incident.reporterId === actor.personId;
    if (!isMine && !actor.allows('incident.read_reporter', incident.regionPath))
      return { masked: true };
    const names = await this.people.names([incident.reporterId]);
    const name = incident.contactName ?? names.get(incident.reporterId ?? '') ?? null;
    return { personId: incident.reporterId, name, phone: incident.contactPhone };
  }

  private async mainOf({
    duplicateOfId,
  }: IncidentRecord): Promise<{ id: string; number: string } | null> {
    if (duplicateOfId === null) return null;
    const main = await this.work.read((db) => this.incidents.byId(db, duplicateOfId));
    return main && { id: main.id, number: main.number };
  }

  /** Shown to the desk while it still decides; later they would only distract. */
  private async likelyFor(
    actor: Actor,
    incident: IncidentRecord,
  ): Promise<IncidentDetailWire['duplicates']> {
    const isDeskWork =
      incident.closedAt === null && actor.allows('incident.file', incident.regionPath);
    if (!isDeskWork || !incident.location) return [];
    return this.duplicates.find({
      location: { lat: incident.location.y, lng: incident.location.x },
      categoryCode: incident.categoryCode,
      text: `${incident.title}。${incident.description}`,
      exceptId: incident.id,
      language: actor.language,
      sees: 'all',
    });
  }
}

function pathOf(
  incident: IncidentRecord,
  history: readonly MoveRecord[],
): { state: string; move: string | null; at: string }[] {
  const steps = history.filter((m) => m.kind === 'move' && m.fromState !== m.toState);
  const first = steps[0]?.fromState ?? incident.state;
  return [
    { state: first, move: null, at: incident.reportedAt.toISOString() },
    ...steps.map((m) => ({ state: m.toState, move: m.move, at: m.at.toISOString() })),
  ];
}
