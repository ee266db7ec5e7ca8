import { Readable } from 'node:stream';
import { UploadService } from '@ingrid/attachments';
import { type ReportRequest } from '@ingrid/contract';
import { BaseMapService, RegionsService } from '@ingrid/grids';
import { IdentityService } from '@ingrid/identity';
import { IncidentsService } from '@ingrid/incidents';
import { ActivityTail, type Actor, ANONYMOUS, Authenticator, type Once, SYSTEM, Timers, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { clerkOf, type DemoSetting, DemoSettingBuilder } from './demo-setting.js';
import { personName, personPhone } from './domain/names.js';
import { stories, type Story, type StoryStep } from './domain/story.js';
import { DEMO_STREET_CODE, type DemoMap, demoMap } from './domain/street-map.js';
import { scene } from './scenes.js';
import { type StoryClock } from './story-clock.js';

const DAYS_BEFORE = 62;
const DAY = 86_400_000;
const TIMERS_EVERY = DAY / 8;

export const FINISHED: Once = { key: 'demo-finished-00000000', request: 'demo' };

export interface Telling {
  readonly password: string;
  /** Hears of the progress, from 0 to 1. */
  readonly say: (share: number) => void;
}

interface Deed {
  readonly story: Story;
  readonly at: Date;
  readonly n: number;
  /** Null: the report itself. */
  readonly step: StoryStep | null;
}

/**
 * Plays 60 days of a street through the services that people use, with the clock set back, so that every row, deadline
 * and record is what it would have been. Every deed has an idempotency key: a start that was broken off goes on.
 */
@Injectable()
export class DemoService {
  private readonly actors = new Map<string, Actor>();
  private readonly ids = new Map<number, string>();

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DemoSettingBuilder) private readonly builder: DemoSettingBuilder,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(UploadService) private readonly uploads: UploadService,
    @Inject(BaseMapService) private readonly baseMap: BaseMapService,
    @Inject(Timers) private readonly timers: Timers,
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
  ) {}

  /** @returns false when the database holds a tree of its own. */
  async ensure(clock: StoryClock, given: Telling): Promise<boolean> {
    const now = clock.now();
    const begun = (await this.regions.find(DEMO_STREET_CODE)) !== null;
    const { items } = await this.regions.list(SYSTEM, { limit: 1 });
    if (!begun && items.length > 0) return false;
    await this.play(clock, now, given);
    await this.work.run(SYSTEM, () => Promise.resolve({ at: now }), FINISHED);
    return true;
  }

  private async play(clock: StoryClock, now: Date, given: Telling): Promise<void> {
    const map = demoMap();
    clock.set(new Date(now.getTime() - DAYS_BEFORE * DAY));
    const setting = await this.builder.build(map, given.password);
    await this.drawBaseMap(map);
    for (const [login, id] of setting.people) this.actors.set(login, await this.actorOf(id));
    // The grid index hears of the new grids through the activity log.
    await this.tail.settled();
    await this.tell(clock, setting, { deeds: deedsOf(stories(map, now)), say: given.say });
    clock.set(now);
    await this.timers.runDue();
  }

  private async tell(
    clock: StoryClock,
    setting: DemoSetting,
    { deeds, say }: { deeds: readonly Deed[]; say: Telling['say'] },
  ): Promise<void> {
    let checked = clock.now().getTime();
    for (const [i, deed] of deeds.entries()) {
      clock.set(deed.at);
      if (deed.at.getTime() - checked > TIMERS_EVERY) {
        checked = deed.at.getTime();
        await this.timers.runDue();
      }
      await this.perform(setting, deed);
      if (i % 100 === 0) say(i / deeds.length);
    }
  }

  private async actorOf(personId: string): Promise<Actor> {
    const { token } = await this.identity.openSession(personId);
    const actor = await this.authenticator.actorOf(token);
    if (!actor) throw new Error('a session that was just opened is good');
    return actor;
  }

  private async drawBaseMap(map: DemoMap): Promise<void> {
    await this.work.run(SYSTEM, (tx) => this.baseMap.replaceIn(tx, 'demo', [
      ...map.parks.map((ring) => ({ kind: 'park' as const, geometry: { type: 'Polygon' as const, coordinates: [ring] } })),
      ...map.roads.map((road) => ({ kind: 'road' as const, name: road.name, geometry: { type: 'LineString' as const, coordinates: road.line } })),
      ...map.buildings.map((b) => ({ kind: 'building' as const, name: b.name, geometry: { type: 'Polygon' as const, coordinates: [b.ring] } })),
    ]));
  }

  private async perform(setting: DemoSetting, deed: Deed): Promise<void> {
    if (deed.step === null) return this.report(setting, deed);
    const id = this.ids.get(deed.story.index);
    if (id === undefined) return;
    const actor = this.actor(who(deed.story, deed.step, setting));
    const photos = deed.step.move === 'finish' || deed.step.move === 'solve_on_spot' ? [await this.photo(actor, deed, true)] : [];
    const request = { ...detailsOf(deed, setting, this.incidents), move: deed.step.move, attachmentIds: photos };
    await this.work.run(actor, async (tx) => void (await this.incidents.moveIn(tx, id, request)), onceOf(deed));
  }

  private async report(setting: DemoSetting, deed: Deed): Promise<void> {
    const { story } = deed;
    const actor = this.reporter(story, setting);
    const withPhoto = story.index % 3 !== 0;
    const request: ReportRequest = {
      description: story.description,
      address: story.address,
      location: { lng: story.location[0], lat: story.location[1] },
      ...(story.source === 'guest' || story.source === 'desk'
        ? { contact: { name: personName(100 + story.index), phone: personPhone(1_000 + story.index) } }
        : {}),
      ...(withPhoto ? { attachmentIds: [await this.photo(actor, deed, false)] } : {}),
    };
    const number = await this.incidents.nextNumber(request, deed.at);
    const made = await this.work.run(actor, (tx) => this.incidents.reportIn(tx, request, { number }), onceOf(deed));
    this.ids.set(story.index, made.id);
  }

  private reporter(story: Story, setting: DemoSetting): Actor {
    if (story.source === 'guest') return ANONYMOUS;
    if (story.source === 'desk') return this.actor('dispatcher');
    if (story.source === 'worker') return this.actor(setting.workerOf.get(story.gridCode) ?? 'worker');
    return this.actor(story.index % 2 === 0 ? 'resident' : 'resident2');
  }

  private actor(login: string): Actor {
    const actor = this.actors.get(login);
    if (!actor) throw new Error(`the demo has nobody called ${login}`);
    return actor;
  }

  private async photo(actor: Actor, deed: Deed, solved: boolean): Promise<string> {
    const picture = await scene(deed.story.index, solved);
    const idempotencyKey = `${keyOf(deed)}-photo`;
    const kept = await this.uploads.upload(actor, { stream: Readable.from(picture), idempotencyKey });
    return kept.id;
  }
}

function deedsOf(all: readonly Story[]): Deed[] {
  const deeds = all.flatMap((story) => [
    { story, at: story.reportedAt, n: 0, step: null },
    ...story.steps.map((step, i) => ({ story, at: step.at, n: i + 1, step })),
  ]);
  return deeds.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.n - b.n);
}

const keyOf = (deed: Deed): string => `demo-${String(deed.story.index).padStart(5, '0')}-step-${String(deed.n).padStart(2, '0')}`;

/** What the deed was is in its key; its words may differ when a later start goes on. */
const onceOf = (deed: Deed): Once => ({ key: keyOf(deed), request: keyOf(deed) });

function who(story: Story, step: StoryStep, setting: DemoSetting): string {
  switch (step.move) {
    case 'file':
    case 'refuse':
    case 'dispatch':
    case 'ask_reporter':
      return 'dispatcher';
    case 'verify':
    case 'rework':
      return 'inspector';
    case 'solve_on_spot':
      return setting.workerOf.get(story.gridCode) ?? 'worker';
    case 'accept':
    case 'start':
    case 'finish':
    case 'hand_back':
      return story.unit === 'grid' ? (setting.workerOf.get(story.gridCode) ?? 'worker') : clerkOf(story.unit);
    case 'withdraw':
      return 'resident';
  }
}

function detailsOf(deed: Deed, setting: DemoSetting, incidents: IncidentsService): { [key: string]: string } {
  const { story, step } = deed;
  const words = step?.words;
  const needsReason = step?.move === 'refuse' || step?.move === 'hand_back' || step?.move === 'rework';
  const unitId = setting.units.get(story.unit);
  const worker = setting.people.get(setting.workerOf.get(story.gridCode) ?? 'worker');
  return {
    ...(words === undefined ? {} : needsReason ? { reason: words } : { note: words }),
    ...(step?.move === 'file' ? { categoryCode: incidents.codeNamed(story.kind.category) ?? '' } : {}),
    ...(step?.move === 'dispatch' && unitId !== undefined ? { assigneeUnitId: unitId } : {}),
    ...(step?.move === 'dispatch' && unitId === undefined && worker !== undefined ? { assigneePersonId: worker } : {}),
  };
}
