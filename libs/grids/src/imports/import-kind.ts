import { type ImportWire } from '@ingrid/contract';
import { type Actor, type Transaction } from '@ingrid/platform';
import { Injectable } from '@nestjs/common';
import { importProblems } from './import.problems.js';

/** What the caller said about the file and what was found when it was looked at; kept with the job as JSON. */
export interface ImportSettings extends Record<string, unknown> {
  /** Region subtrees in which the caller may import; '' is everywhere. */
  readonly scopes: readonly string[];
  /** Code of the region given as `parent`. */
  readonly parentCode?: string;
  readonly coordinateSystem?: string;
}

/** A running import as a kind sees it. */
export interface ImportJob {
  readonly id: string;
  readonly path: string;
  readonly settings: ImportSettings;
  /** Items taken from the file so far. */
  readonly done: number;
}

/** Why a row or polygon was not taken in. */
export interface Fault {
  /** Row of the table as a spreadsheet counts it (the header is row 1), or the feature, from 1. */
  readonly position: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly column?: string;
  /** Longitude and latitude. */
  readonly at?: readonly [number, number];
}

/** What was done to one thing, enough to undo it. */
export interface Deed {
  readonly position: number;
  readonly subjectId: string;
  readonly deed: 'created' | 'changed' | 'kept';
  readonly before?: Record<string, unknown>;
}

export interface BatchOutcome {
  readonly deeds: readonly Deed[];
  readonly faults: readonly Fault[];
}

export interface UndoneDeed extends Deed {
  readonly n: number;
}

/**
 * One kind of data that can be imported. The job around it (upload, batches, progress, restart, undo) is the same for
 * all; a module registers its kinds with {@link ImportKinds}.
 */
export interface ImportKind<Item = unknown> {
  readonly kind: ImportWire['kind'];
  /** Items per transaction, at most 1,000. */
  readonly batch: number;
  /** Looks at the uploaded file before the caller is answered. @throws problems for a file that is no use at all */
  inspect(
    path: string,
    settings: ImportSettings,
  ): Promise<{ settings: ImportSettings; total: number | null }>;
  /** The file's items in a fixed order, the same after every restart. */
  items(job: ImportJob): AsyncGenerator<Item, void>;
  /** Takes a batch in, within the transaction that also moves the job forward. */
  apply(tx: Transaction, job: ImportJob, items: readonly Item[]): Promise<BatchOutcome>;
  /** @throws imports.still_used when something that was not part of the import hangs on it */
  mustBeFree(tx: Transaction, importId: string): Promise<void>;
  /** Takes back some deeds, given from the last to the first. */
  undo(tx: Transaction, importId: string, deeds: readonly UndoneDeed[]): Promise<void>;
  /** More than `import.run` in the region, where a kind needs it. */
  mustAllow?(actor: Actor): void;
}

/** The kinds of import there are; owners register in `onModuleInit`. */
@Injectable()
export class ImportKinds {
  private readonly kinds = new Map<string, ImportKind>();

  register<Item>(kind: ImportKind<Item>): void {
    this.kinds.set(kind.kind, kind);
  }

  /** @throws imports.unknown_kind */
  get(kind: string): ImportKind {
    const found = this.kinds.get(kind);
    if (!found) throw importProblems.unknownKind({ known: [...this.kinds.keys()] });
    return found;
  }
}
