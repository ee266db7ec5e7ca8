import { type Language } from '@ingrid/kernel';
import { type NoticeAsk, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { TellingRepository, type ToldOf } from './data/telling.repository.js';
import { fillTemplate } from './domain/notice-words.js';
import { followersTitle } from './follower-view.js';
import { People } from './people.js';
import { ProcessService } from './process.service.js';

// Residents hear which unit is in charge; names of clerks are for colleagues.
const OUTSIDE = new Set(['reporter', 'followers']);

/** Says in words what a notice is about, by the templates of the definition on which the incident runs. */
@Injectable()
export class NoticeWordsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(TellingRepository) private readonly telling: TellingRepository,
    @Inject(ProcessService) private readonly process: ProcessService,
    @Inject(People) private readonly people: People,
    @Inject(CategoriesService) private readonly categories: CategoriesService,
  ) {}

  async followersOf(id: string): Promise<string[]> {
    return this.work.read((db) => this.telling.followersOf(db, id));
  }

  async wordsOf(asks: readonly NoticeAsk[], language: Language): Promise<(string | null)[]> {
    const asked = asks.map(({ subjectId, data }) => ({ id: subjectId, n: numberOf(data['n']) }));
    const told = await this.work.read((db) => this.telling.of(db, asked));
    const units = await this.people.unitNames(told.map((t) => t?.unitId ?? null));
    const names = await this.people.names(told.map((t) => t?.personId ?? null));
    return Promise.all(
      asks.map((ask, i) => {
        const of = told[i];
        if (!of) return Promise.resolve(null);
        const unit = of.unitId === null ? undefined : units.get(of.unitId);
        const person = of.personId === null ? undefined : names.get(of.personId);
        const assignee = OUTSIDE.has(ask.audience) ? unit : (unit ?? person);
        return this.say(ask, of, { assignee: assignee ?? null, language });
      }),
    );
  }

  private async say(
    ask: NoticeAsk,
    of: ToldOf,
    { assignee, language }: { assignee: string | null; language: Language },
  ): Promise<string | null> {
    const definition = await this.process.get(of.definitionId, of.definitionVersion);
    const template = definition.templates.find(({ name }) => name === ask.template);
    if (!template) return null;
    const due = ask.data['dueAt'];
    const dueAt = typeof due === 'string' ? new Date(due) : null;
    const known = ask.audience === 'followers' ? this.toFollowers(of, language) : of;
    return fillTemplate(template.words[language], { ...known, assignee, dueAt }, language);
  }

  /** Anybody may follow a public matter: the reporter's own words are not for them. */
  private toFollowers(of: ToldOf, language: Language): ToldOf {
    const category = of.categoryCode === null ? null : this.categories.nameOf(of.categoryCode);
    return { ...of, title: followersTitle(category, language), note: null, reason: null };
  }
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}
