import { isCleanText, problem } from '@ingrid/kernel';
import { ActivityTail, SYSTEM, UnitOfWork } from '@ingrid/platform';
import {
  chinaWorkCalendar,
  incidentSevenStage,
  type ProcessDefinition,
  type StateDefinition,
  type WorkCalendar,
} from '@ingrid/workflow';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { ProcessRepository } from './data/process.repository.js';

export const processProblems = {
  unknown: problem(
    'process.not_found',
    404,
    () => '没有找到这个流程或这个版本。',
    () => 'There is no such process or version.',
  ),
};

/** The published processes. Documents never change, so each is read once; only which one is newest is asked again. */
@Injectable()
export class ProcessService implements OnModuleInit {
  private readonly known = new Map<string, ProcessDefinition>();
  private newest = incidentSevenStage;
  /** The working calendar of the offices; one for the whole installation. */
  readonly calendar: WorkCalendar = chinaWorkCalendar();

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProcessRepository) private readonly repository: ProcessRepository,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.work.run(SYSTEM, (tx) => this.repository.put(tx.db, incidentSevenStage, tx.now));
    await this.findNewest();
    this.tail.listen(async (rows) => {
      if (rows.some((row) => row.type === 'process.published')) await this.findNewest();
    });
  }

  /** The process on which a new incident begins. */
  current(): ProcessDefinition {
    return this.newest;
  }

  /** @throws process.not_found */
  async get(id: string, version?: number): Promise<ProcessDefinition> {
    if (!isCleanText(id)) throw processProblems.unknown({});
    const wanted = version ?? (await this.work.read((db) => this.repository.newestVersion(db, id)));
    if (wanted === null) throw processProblems.unknown({});
    return this.work.read((db) => this.getIn(db, id, wanted));
  }

  /** The same inside a transaction. @throws process.not_found */
  async getIn(db: EntityManager, id: string, version: number): Promise<ProcessDefinition> {
    const key = `${id}@${String(version)}`;
    const held = this.known.get(key);
    if (held) return held;
    const found = await this.repository.get(db, id, version);
    if (!found) throw processProblems.unknown({});
    this.known.set(key, found);
    return found;
  }

  /** A definition that is in memory already; for rows of a list whose definitions were loaded before. */
  held(id: string, version: number): ProcessDefinition {
    return this.known.get(`${id}@${String(version)}`) ?? this.newest;
  }

  private async findNewest(): Promise<void> {
    this.newest = await this.get(incidentSevenStage.id);
  }
}

export function stateOf(definition: ProcessDefinition, name: string): StateDefinition | undefined {
  return definition.states.find((state) => state.name === name);
}

const MODERATED = {
  held: { zh: '待审核', en: 'being checked' },
  discarded: { zh: '未受理', en: 'not accepted' },
} as const;

/** How a matter stands in one word: a report that a person still looks at, or put aside, is not simply 已上报. */
export function standingLabel(
  definition: ProcessDefinition,
  { state, moderation }: { state: string; moderation: keyof typeof MODERATED | null },
  language: 'zh' | 'en',
): string {
  return moderation === null
    ? stateLabel(definition, state, language)
    : MODERATED[moderation][language];
}

export function stateLabel(
  definition: ProcessDefinition,
  name: string,
  language: 'zh' | 'en',
): string {
  return stateOf(definition, name)?.label[language] ?? name;
}
