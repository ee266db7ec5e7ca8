import { isProblem, type Problem } from '@ingrid/kernel';
import { type Transaction, Timers } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import * as imports from '../data/imports.repository.js';
import { type ImportEntity } from '../data/import.entity.js';
import { importProblems } from './import.problems.js';
import { ImportFeeds } from './import-feeds.js';
import { ImportFiles } from './import-files.js';
import {
  type ImportJob,
  type ImportKind,
  ImportKinds,
  type ImportSettings,
} from './import-kind.js';
import { failureOf } from './import-wire.js';

const TIMER = 'grids.import';
const TOLD_EVERY_MS = 500;
const UNDO_BATCH = 1_000;
const LONGEST_SECONDS = 4 * 3_600;
/** Batches of all imports wait for one another, so that two files that bring the same code do not collide. */
const LOCK = 7_294_010;

/**
 * Works imports off, one batch per timer. The batch, the position reached and the next timer are one transaction: after
 * a crash at any moment the next process goes on exactly behind the last batch that was committed.
 */
@Injectable()
export class ImportRunner implements OnModuleInit {
  constructor(
    @Inject(Timers) private readonly timers: Timers,
    @Inject(ImportKinds) private readonly kinds: ImportKinds,
    @Inject(ImportFeeds) private readonly feeds: ImportFeeds,
    @Inject(ImportFiles) private readonly files: ImportFiles,
  ) {}

  onModuleInit(): void {
    this.timers.handle(TIMER, (tx, { subjectId }) => this.step(tx, subjectId));
  }

  /** Has the job taken up, or taken up again, by whichever worker comes first. */
  async wake(tx: Transaction, importId: string): Promise<void> {
    await tx.setTimer({ kind: TIMER, subjectId: importId, name: 'next', dueAt: tx.now });
    tx.onCommit(() => void this.timers.tick());
  }

  /** One batch of a job. */
  async step(tx: Transaction, importId: string): Promise<void> {
    const job = await imports.lock(tx.db, importId);
    if (job?.state === 'running') await this.goOn(tx, job);
    if (job?.state === 'undoing') await this.goBack(tx, job);
  }

  private async goOn(tx: Transaction, job: ImportEntity): Promise<void> {
    const kind = this.kinds.get(job.kind);
    const view = this.viewOf(job);
    const items = await this.take(tx, kind, view);
    if (isProblem(items)) {
      await this.finish(tx, job, items);
      return;
    }
    try {
      await tx.db.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const { deeds, faults } = items.length === 0 ? NOTHING : await kind.apply(tx, view, items);
      await imports.addFaults(tx.db, job.id, faults);
      await imports.addDeeds(tx.db, job.id, deeds);
      job.done += items.length;
      job.accepted += deeds.length;
      job.refused += items.length - deeds.length;
    } catch (error) {
      // The feed has run ahead of the database.
      await this.feeds.close(job.id);
      throw error;
    }
    if (items.length < kind.batch) await this.finish(tx, job, null);
    else await this.next(tx, job);
  }

  /** The next items, or the problem that makes the rest of the file unreadable. */
  private async take(
    tx: Transaction,
    kind: ImportKind,
    job: ImportJob & { startedAt: Date },
  ): Promise<unknown[] | Problem> {
    if (tx.now.getTime() - job.startedAt.getTime() > LONGEST_SECONDS * 1_000) {
      return importProblems.tooLong({ seconds: LONGEST_SECONDS });
    }
    try {
      return await this.feeds.take(kind, job, kind.batch);
    } catch (error) {
      await this.feeds.close(job.id);
      if (isProblem(error)) return error;
      throw error;
    }
  }

  private async next(tx: Transaction, job: ImportEntity): Promise<void> {
    if (tx.now.getTime() - job.toldAt.getTime() >= TOLD_EVERY_MS) {
      job.toldAt = tx.now;
      tell(tx, job, 'import.progressed');
    }
    await imports.keep(tx.db, job);
    await tx.setTimer({ kind: TIMER, subjectId: job.id, name: 'next', dueAt: tx.now });
  }

  private async finish(tx: Transaction, job: ImportEntity, problem: Problem | null): Promise<void> {
    job.state = problem ? 'failed' : 'finished';
    job.failure = problem && failureOf(problem);
    job.finishedAt = tx.now;
    job.total = problem ? job.total : job.done;
    await imports.keep(tx.db, job);
    tell(tx, job, 'import.finished');
    tx.onCommit(() => {
      void this.feeds.close(job.id);
      void this.files.remove(job.id);
    });
  }

  private async goBack(tx: Transaction, job: ImportEntity): Promise<void> {
    await tx.db.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const deeds = await imports.lastDeeds(tx.db, job.id, UNDO_BATCH);
    const first = deeds.at(-1);
    if (first) {
      const taken = deeds.map(({ before, ...deed }) => (before ? { ...deed, before } : deed));
      await this.kinds.get(job.kind).undo(tx, job.id, taken);
      await imports.dropDeeds(tx.db, job.id, first.n);
    }
    if (deeds.length === UNDO_BATCH) {
      await this.next(tx, job);
      return;
    }
    job.state = 'undone';
    job.finishedAt = tx.now;
    await imports.keep(tx.db, job);
    tell(tx, job, 'import.undone');
  }

  private viewOf(job: ImportEntity): ImportJob & { startedAt: Date } {
    // Written by `inspect` of the same kind.
    const settings = job.settings as ImportSettings;
    return {
      id: job.id,
      path: this.files.pathOf(job.id),
      settings,
      done: job.done,
      startedAt: job.startedAt,
    };
  }
}

const NOTHING = { deeds: [], faults: [] };

function tell(
  tx: Transaction,
  job: ImportEntity,
  type: 'import.progressed' | 'import.finished' | 'import.undone',
): void {
  const { kind, state, total, done, accepted, refused } = job;
  tx.record({
    type,
    subjectType: 'import',
    subjectId: job.id,
    regionPath: job.regionPath,
    data: { kind, state, total, done, accepted, refused },
  });
}
