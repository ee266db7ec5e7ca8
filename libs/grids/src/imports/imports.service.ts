import { type ImportFaultWire, type ImportWire } from '@ingrid/contract';
import {
  decodeCursor,
  isId,
  isInstant,
  type Language,
  newId,
  type Page,
  pageOf,
} from '@ingrid/kernel';
import {
  type Actor,
  DEFAULT_PAGE,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as imports from '../data/imports.repository.js';
import { ImportEntity } from '../data/import.entity.js';
import { gridsProblems } from '../grids.problems.js';
import { RegionsService } from '../regions.service.js';
import { importProblems } from './import.problems.js';
import { ImportKinds, type ImportSettings } from './import-kind.js';
import { ImportRunner } from './import-runner.js';
import { importWire } from './import-wire.js';

/** A file that has been received and what was said with it. */
export interface ReceivedFile {
  readonly importId: string;
  readonly path: string;
  readonly fileName: string;
  readonly kind: string;
  readonly parent?: string;
  readonly coordinateSystem?: string;
}

/** The largest PostgreSQL integer. */
const LAST_POSITION = 2_147_483_647;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Imports as their owners see them: begun, watched, undone. The work itself is done by {@link ImportRunner}. */
@Injectable()
export class ImportsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ImportKinds) private readonly kinds: ImportKinds,
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
  ) {}

  /** @throws imports.unknown_kind before anything has been uploaded */
  mustKnow(actor: Actor, kind: string): void {
    this.kinds.get(kind).mustAllow?.(actor);
  }

  /** Looks at a received file and begins the import in the background. */
  async start(actor: Actor, file: ReceivedFile, once?: Once): Promise<ImportWire> {
    const kind = this.kinds.get(file.kind);
    const { regionPath, ...given } = await this.settingsFor(actor, file);
    const { settings, total } = await kind.inspect(file.path, given);
    return this.work.run(
      actor,
      async (tx) => {
        const job = newJob(file, { regionPath, settings, total, actor, now: tx.now });
        await imports.insert(tx.db, job);
        await this.runner.wake(tx, job.id);
        record(tx, job, 'import.started');
        return importWire(job, tx.actor.language);
      },
      once,
    );
  }

  async list(actor: Actor, page: { cursor?: string; limit?: number }): Promise<Page<ImportWire>> {
    const limit = page.limit ?? DEFAULT_PAGE;
    const after = page.cursor === undefined ? undefined : decodeCursor(page.cursor, 2);
    const jobs = await this.work.read((db) =>
      imports.list(db, {
        scopes: actor.pathsFor('import.run'),
        personId: actor.personId,
        limit,
        ...(after ? { after: [instantOf(after[0]), idOf(after[1])] as const } : {}),
      }),
    );
    const { items, nextCursor } = pageOf(jobs, limit, (job) => [
      job.startedAt.toISOString(),
      job.id,
    ]);
    return { items: items.map((job) => importWire(job, actor.language)), nextCursor };
  }

  async get(actor: Actor, id: string): Promise<ImportWire> {
    return importWire(await this.visible(actor, id), actor.language);
  }

  async faults(
    actor: Actor,
    id: string,
    page: { cursor?: string; limit?: number },
  ): Promise<Page<ImportFaultWire>> {
    await this.visible(actor, id);
    const limit = page.limit ?? DEFAULT_PAGE;
    const after = page.cursor === undefined ? undefined : decodeCursor(page.cursor, 2);
    const rows = await this.work.read((db) =>
      imports.faults(db, id, {
        limit,
        ...(after ? { after: [positionOf(after[0]), idOf(after[1])] as const } : {}),
      }),
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.position, row.id]);
    return { items: items.map((row) => faultWire(row, actor.language)), nextCursor };
  }

  /** Takes back everything an import did, or nothing. @throws imports.still_used, imports.still_running */
  async undo(actor: Actor, id: string): Promise<ImportWire> {
    return this.work.run(actor, async (tx) => {
      const job = await imports.lock(tx.db, id);
      if (!job || !maySee(actor, job)) throw importProblems.notFound({});
      if (!isStarter(actor, job)) tx.mustAllow('import.run', { regionPath: job.regionPath });
      if (job.state === 'running') throw importProblems.stillRunning({});
      if (job.state !== 'finished' && job.state !== 'failed')
        throw importProblems.undoneAlready({});
      await this.kinds.get(job.kind).mustBeFree(tx, id);
      job.state = 'undoing';
      await imports.keep(tx.db, job);
      await this.runner.wake(tx, id);
      return importWire(job, actor.language);
    });
  }

  private async visible(actor: Actor, id: string): Promise<ImportEntity> {
    const job = await this.work.read((db) => imports.byId(db, id));
    if (!job || !maySee(actor, job)) throw importProblems.notFound({});
    return job;
  }

  private async settingsFor(
    actor: Actor,
    file: ReceivedFile,
  ): Promise<ImportSettings & { regionPath: string }> {
    const scopes = actor.pathsFor('import.run');
    const system =
      file.coordinateSystem === undefined ? {} : { coordinateSystem: file.coordinateSystem };
    if (file.parent === undefined) {
      const [only = ''] = scopes.length === 1 ? scopes : [];
      return { scopes, regionPath: only, ...system };
    }
    const parent = await this.regions.find(file.parent);
    if (!parent) throw gridsProblems.regionNotFound({});
    const allowed = scopes.filter(
      (scope) => scope === parent.path || scope.startsWith(`${parent.path}.`),
    );
    const inside = actor.allows('import.run', parent.path) ? [parent.path] : allowed;
    if (inside.length === 0) throw gridsProblems.regionNotFound({});
    return { scopes: inside, regionPath: parent.path, parentCode: parent.code, ...system };
  }
}

interface JobFacts {
  readonly regionPath: string;
  readonly settings: ImportSettings;
  readonly total: number | null;
  readonly actor: Actor;
  readonly now: Date;
}

function newJob(file: ReceivedFile, facts: JobFacts): ImportEntity {
  return Object.assign(new ImportEntity(), {
    id: file.importId,
    kind: file.kind,
    fileName: file.fileName,
    state: 'running',
    regionPath: facts.regionPath,
    settings: facts.settings,
    progress: {},
    total: facts.total,
    done: 0,
    accepted: 0,
    refused: 0,
    failure: null,
    startedAt: facts.now,
    startedBy: facts.actor.personId ?? NIL,
    finishedAt: null,
    toldAt: facts.now,
  });
}

function record(tx: Transaction, job: ImportEntity, type: 'import.started'): void {
  tx.record({
    type,
    subjectType: 'import',
    subjectId: job.id,
    regionPath: job.regionPath,
    data: { kind: job.kind, total: job.total },
  });
}

function isStarter(actor: Actor, job: ImportEntity): boolean {
  return actor.personId !== null && job.startedBy === actor.personId;
}

function maySee(actor: Actor, job: ImportEntity): boolean {
  return isStarter(actor, job) || actor.allows('import.run', job.regionPath);
}

function faultWire(row: imports.FaultRow, language: Language): ImportFaultWire {
  return {
    position: row.position,
    code: row.code,
    words: row[language],
    ...(row.column === null ? {} : { column: row.column }),
    ...(row.lng === null || row.lat === null ? {} : { at: [row.lng, row.lat] }),
  };
}

function idOf(part: string | number | undefined): string {
  return typeof part === 'string' && isId(part) ? part : newId();
}

function instantOf(part: string | number | undefined): string {
  return typeof part === 'string' && isInstant(part) ? part : new Date(0).toISOString();
}

/** A place in a file; one that no file has is before its beginning. */
function positionOf(part: string | number | undefined): number {
  const isPosition = typeof part === 'number' && part >= 0 && part <= LAST_POSITION;
  return isPosition ? Math.trunc(part) : 0;
}
