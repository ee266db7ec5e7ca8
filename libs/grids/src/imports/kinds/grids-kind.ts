import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  COORDINATE_SYSTEMS,
  type CoordinateSystem,
  type GridFeature,
  isCoordinateSystem,
  readGridFeatures,
} from '@ingrid/geo';
import { newId } from '@ingrid/kernel';
import { type Transaction } from '@ingrid/platform';
import { Injectable } from '@nestjs/common';
import * as grids from '../../data/grids.repository.js';
import { gridEntity } from '../../data/grid-row.js';
import * as places from '../../data/import-places.repository.js';
import { readGridFacts } from '../../domain/grid-properties.js';
import { type KnownRegion } from '../../domain/region-plan.js';
import { fault, type RowFault } from '../../domain/row-faults.js';
import { missing } from '../csv-table.js';
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
import { type Candidate, Placing } from './placing.js';

const MOST_GRIDS = 100_000;
const MOST_VERTICES = 20_000;
const MOST_BYTES = 60_000_000;

/** Grids from GeoJSON: polygons with code, name and the code of the community each lies in. */
@Injectable()
export class GridsKind implements ImportKind<GridFeature> {
  readonly kind = 'grids';
  // Polygons are judged and cut against their neighbours: smaller transactions than for rows.
  readonly batch = 50;

  async inspect(
    path: string,
    settings: ImportSettings,
  ): Promise<{ settings: ImportSettings; total: null }> {
    const system = settings.coordinateSystem;
    if (system !== undefined && !isCoordinateSystem(system)) {
      throw importProblems.unknownSystem({ known: [...COORDINATE_SYSTEMS] });
    }
    if ((await stat(path)).size === 0) throw importProblems.empty({});
    const features = featuresOf(path, settings);
    const first = await features.next();
    await features.return();
    if (first.done === true) throw importProblems.noFeatures({});
    return { settings, total: null };
  }

  async *items(job: ImportJob): AsyncGenerator<GridFeature, void> {
    try {
      yield* featuresOf(job.path, job.settings);
    } catch (error) {
      throw missing(error) ? importProblems.fileGone({}) : error;
    }
  }

  async apply(
    tx: Transaction,
    job: ImportJob,
    items: readonly GridFeature[],
  ): Promise<BatchOutcome> {
    const faults: RowFault[] = [];
    const candidates = items.flatMap((item) => {
      const read = candidateOf(item, job.settings);
      if ('faults' in read) faults.push(...read.faults);
      return 'faults' in read ? [] : [read];
    });
    const placing = await Placing.of(tx, candidates, job.settings.scopes);
    const deeds: Deed[] = [];
    const placed: { grid: Candidate; community: KnownRegion; path: string }[] = [];
    for (const grid of candidates) {
      const found = placing.place(grid);
      if ('zh' in found) {
        faults.push(found);
        continue;
      }
      placed.push({ grid, ...found });
      deeds.push({ position: grid.position, subjectId: grid.id, deed: 'created' });
    }
    await places.addRegions(tx.db, placed.map(regionOf), { importId: job.id, at: tx.now });
    for (const { grid } of placed) {
      await grids.insert(tx.db, gridEntity(grid, tx.now));
    }
    if (placed.length > 0) publish(tx, job, placed.length, placed[0]?.path ?? '');
    return { deeds, faults };
  }

  async mustBeFree(tx: Transaction, importId: string): Promise<void> {
    await mustBeFree(tx, importId);
  }

  async undo(tx: Transaction, _importId: string, deeds: readonly UndoneDeed[]): Promise<void> {
    await places.removeRegions(
      tx.db,
      deeds.map(({ subjectId }) => subjectId),
      tx.now,
    );
  }
}

async function* featuresOf(
  path: string,
  settings: ImportSettings,
): AsyncGenerator<GridFeature, void> {
  const system = settings.coordinateSystem;
  const chosen: { coordinateSystem?: CoordinateSystem } =
    system !== undefined && isCoordinateSystem(system) ? { coordinateSystem: system } : {};
  const limits = { maxFeatures: MOST_GRIDS, maxVertices: MOST_VERTICES, maxBytes: MOST_BYTES };
  yield* readGridFeatures(createReadStream(path), { ...chosen, limits });
}

function candidateOf(
  item: GridFeature,
  settings: ImportSettings,
): Candidate | { faults: RowFault[] } {
  const position = item.position + 1;
  const shape = item.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, words, at }) => ({
      position,
      code,
      zh: words.zh,
      en: words.en,
      ...(at ? { at } : {}),
    }));
  const read = readGridFacts(item.properties, position);
  const faults = [...shape, ...('faults' in read ? read.faults : [])];
  if (faults.length > 0 || !('facts' in read) || !item.usable || item.polygon === null) {
    return { faults: faults.length > 0 ? faults : [fault('no_community', { position })] };
  }
  const communityCode = read.facts.communityCode ?? settings.parentCode ?? null;
  return { ...read.facts, communityCode, id: newId(), position, polygon: item.polygon };
}

function regionOf(placed: { grid: Candidate; community: KnownRegion; path: string }): KnownRegion {
  const { grid, community, path } = placed;
  return {
    id: grid.id,
    code: grid.code,
    name: grid.name,
    level: 'grid',
    path,
    parentId: community.id,
  };
}

function publish(tx: Transaction, job: ImportJob, count: number, regionPath: string): void {
  const data = { count, importId: job.id };
  tx.record({ type: 'grid.published', subjectType: 'import', subjectId: job.id, regionPath, data });
}
