import { type MoveRequest, type ReportRequest } from '@ingrid/contract';
import { IncidentsService } from '@ingrid/incidents';
import {
  type Actor,
  ANONYMOUS,
  type Once,
  SYSTEM,
  Timers,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { DemoCast } from './demo-cast.js';
import { DemoPlaces } from './demo-places.js';
import { clerkOf, type DemoSetting, DemoSettingBuilder } from './demo-setting.js';
import { personName, personPhone } from './domain/names.js';
import { stories, type Story, type StoryMove, type StoryStep } from './domain/story.js';
import { demoMap } from './domain/street-map.js';
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
  private readonly ids = new Map<number, string>();

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DemoSettingBuilder) private readonly builder: DemoSettingBuilder,
    @Inject(DemoPlaces) private readonly places: DemoPlaces,
    @Inject(DemoCast) private readonly cast: DemoCast,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(Timers) private readonly timers: Timers,
  ) {}

  /** @returns false when the database holds a tree of its own. */
  async ensure(clock: StoryClock, given: Telling): Promise<boolean> {
    if ((await this.places.owner()) === 'others') return false;
    await this.play(clock, given);
    await this.work.run(SYSTEM, () => Promise.resolve({ finished: true }), FINISHED);
    return true;
  }

  private async play(clock: StoryClock, { password, say }: Telling): Promise<void> {
    const map = demoMap();
    const today = clock.now();
    clock.set(new Date(today.getTime() - DAYS_BEFORE * DAY));
    const setting = await this.builder.build(map, { password, now: today });
    await this.work.run(SYSTEM, (tx) => this.places.drawBaseMap(tx, map));
    await this.cast.enter(setting.people);
    await this.places.known();
    await this.tell(clock, setting, { deeds: deedsOf(stories(map, setting.now)), say });
    clock.set(setting.now);
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

  private async perform(setting: DemoSetting, deed: Deed): Promise<void> {
    const { step, story } = deed;
    if (step === null) return this.report(setting, deed);
    const id = this.ids.get(story.index);
    if (id === undefined) return;
    const actor = this.cast.actor(loginFor(story, step, setting));
    const request: MoveRequest = {
      move: step.move,
      ...wordsOf(step),
      ...(step.move === 'file' ? { categoryCode: this.codeOf(story) } : {}),
      ...(step.move === 'dispatch' ? assigneeOf(story, setting) : {}),
      ...(WITH_PHOTO.has(step.move)
        ? { attachmentIds: [await this.photo(actor, deed, true)] }
        : {}),
    };
    const act = async (tx: Transaction): Promise<null> => {
      await this.incidents.moveIn(tx, id, request);
      return null;
    };
    await this.work.run(actor, act, onceOf(deed));
  }

  private codeOf(story: Story): string {
    return this.incidents.codeNamed(story.kind.category) ?? '';
  }

  private async report(setting: DemoSetting, deed: Deed): Promise<void> {
    const { story } = deed;
    const actor = this.reporter(story, setting);
    const withPhoto = story.index % 3 !== 0;
    const request: ReportRequest = {
      description: story.description,
      address: story.address,
      location: { lng: story.location[0], lat: story.location[1] },
      // A grid worker knows the category; others leave it to the desk.
      ...(story.source === 'worker' ? { categoryCode: this.codeOf(story) } : {}),
      ...(story.source === 'guest' || story.source === 'desk'
        ? {
            contact: {
              name: personName(100 + story.index),
              phone: personPhone(1_000 + story.index),
            },
          }
        : {}),
      ...(withPhoto ? { attachmentIds: [await this.photo(actor, deed, false)] } : {}),
    };
    const number = await this.incidents.nextNumber(request, deed.at);
    const made = await this.work.run(
      actor,
      (tx) => this.incidents.reportIn(tx, request, { number }),
      onceOf(deed),
    );
    this.ids.set(story.index, made.id);
  }

  private reporter(story: Story, setting: DemoSetting): Actor {
    if (story.source === 'guest') return ANONYMOUS;
    if (story.source === 'desk') return this.cast.actor('dispatcher');
    if (story.source === 'worker') return this.cast.actor(workerOf(story, setting));
    return this.cast.actor(story.index % 2 === 0 ? 'resident' : 'resident2');
  }

  private async photo(actor: Actor, deed: Deed, solved: boolean): Promise<string> {
    return this.cast.upload(actor, await scene(deed.story.index, solved), `${keyOf(deed)}-photo`);
  }
}

function deedsOf(all: readonly Story[]): Deed[] {
  const deeds = all.flatMap((story) => [
    { story, at: story.reportedAt, n: 0, step: null },
    ...story.steps.map((step, i) => ({ story, at: step.at, n: i + 1, step })),
  ]);
  return deeds.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.n - b.n);
}

const keyOf = (deed: Deed): string =>
  `demo-${String(deed.story.index).padStart(5, '0')}-step-${String(deed.n).padStart(2, '0')}`;

/** What the deed was is in its key; its words may differ when a later start goes on. */
const onceOf = (deed: Deed): Once => ({ key: keyOf(deed), request: keyOf(deed) });

const DONE_BY: Record<StoryMove, 'dispatcher' | 'inspector' | 'resident' | 'worker' | 'unit'> = {
  file: 'dispatcher',
  refuse: 'dispatcher',
  dispatch: 'dispatcher',
  ask_reporter: 'dispatcher',
  verify: 'inspector',
  rework: 'inspector',
  solve_on_spot: 'worker',
  accept: 'unit',
  start: 'unit',
  finish: 'unit',
  hand_back: 'unit',
  withdraw: 'resident',
};

const WITH_PHOTO = new Set<StoryMove>(['finish', 'solve_on_spot']);
const WITH_REASON = new Set<StoryMove>(['refuse', 'hand_back', 'rework']);

function workerOf(story: Story, setting: DemoSetting): string {
  return setting.workerOf.get(story.gridCode) ?? 'worker';
}

function loginFor(story: Story, step: StoryStep, setting: DemoSetting): string {
  const by = DONE_BY[step.move];
  if (by !== 'worker' && by !== 'unit') return by;
  return by === 'worker' || story.unit === 'grid' ? workerOf(story, setting) : clerkOf(story.unit);
}

function wordsOf({ move, words }: StoryStep): Pick<MoveRequest, 'note' | 'reason'> {
  if (words === undefined) return {};
  return WITH_REASON.has(move) ? { reason: words } : { note: words };
}

function assigneeOf(story: Story, setting: DemoSetting): Partial<MoveRequest> {
  const unitId = setting.units.get(story.unit);
  if (unitId !== undefined) return { assigneeUnitId: unitId };
  const personId = setting.people.get(workerOf(story, setting));
  return personId === undefined ? {} : { assigneePersonId: personId };
}
