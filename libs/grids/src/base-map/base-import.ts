import { readFile } from 'node:fs/promises';
import { type CoordinateSystem, geoProblems, isCoordinateSystem } from '@ingrid/geo';
import { type Transaction } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type BaseFault, type BasePart, basePartsOf } from '../domain/base-feature.js';
import { inOurSystem } from '../domain/base-system.js';
import {
  type BatchOutcome,
  type Deed,
  type Fault,
  type ImportJob,
  type ImportKind,
  ImportKinds,
  type ImportSettings,
  type UndoneDeed,
} from '../imports/import-kind.js';
import { BaseMapService } from './base-map.service.js';

interface Item {
  /** Which feature of the file, from 1. */
  readonly position: number;
  readonly part: BasePart;
}

/** Houses and roads of the base map from GeoJSON; each part of a MultiPolygon is one item. */
@Injectable()
export class BaseImport implements ImportKind<Item>, OnModuleInit {
  readonly kind = 'base';
  readonly batch = 1_000;

  constructor(
    @Inject(ImportKinds) private readonly kinds: ImportKinds,
    @Inject(BaseMapService) private readonly base: BaseMapService,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  /** @throws geo.file_not_json, geo.file_not_geojson */
  async inspect(
    path: string,
    settings: ImportSettings,
  ): Promise<{ settings: ImportSettings; total: number | null }> {
    let total = 0;
    for (const feature of await featuresIn(path)) {
      for (const _part of basePartsOf(feature, 0, { judge: false })) total += 1;
    }
    return { settings, total };
  }

  async *items(job: ImportJob): AsyncGenerator<Item, void> {
    for (const [at, feature] of (await featuresIn(job.path)).entries()) {
      for (const part of basePartsOf(feature, at)) yield { position: at + 1, part };
    }
  }

  async apply(tx: Transaction, job: ImportJob, items: readonly Item[]): Promise<BatchOutcome> {
    const good = items.flatMap(({ position, part }) =>
      'feature' in part ? [{ position, feature: part.feature }] : [],
    );
    const from = systemOf(job);
    const features = good.map(({ feature }) => inOurSystem(feature, from));
    const ids = await this.base.loadIn(tx, 'import', features, job.id);
    const deeds = good.map(({ position }, at): Deed => {
      return { position, subjectId: ids[at] ?? '', deed: 'created' };
    });
    const faults = items.flatMap(({ part }) => ('fault' in part ? [faultOf(part.fault)] : []));
    return { deeds, faults };
  }

  /** Nothing hangs on a drawing. */
  async mustBeFree(): Promise<void> {
    await Promise.resolve();
  }

  async undo(tx: Transaction, _importId: string, deeds: readonly UndoneDeed[]): Promise<void> {
    await this.base.removeIn(
      tx,
      deeds.map(({ subjectId }) => subjectId),
    );
  }
}

function systemOf({ settings }: ImportJob): CoordinateSystem {
  const { coordinateSystem } = settings;
  return isCoordinateSystem(coordinateSystem) ? coordinateSystem : 'CGCS2000';
}

function faultOf({ feature, part, code, zh, en, at }: BaseFault): Fault {
  return {
    position: feature + 1,
    code,
    zh: `第 ${part + 1} 个图形：${zh}`,
    en: `part ${part + 1}: ${en}`,
    ...(at ? { at } : {}),
  };
}

/** Read whole: an upload has a limit, and the parts of one feature are most of the file. */
async function featuresIn(path: string): Promise<unknown[]> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  const parsed = parse(text);
  const { type, features } =
    typeof parsed === 'object' && parsed !== null ? { ...EMPTY, ...parsed } : EMPTY;
  if (type === 'FeatureCollection' && Array.isArray(features)) return features as unknown[];
  if (type === 'Feature') return [parsed];
  throw geoProblems.fileNotGeoJson({});
}

const EMPTY: { type?: unknown; features?: unknown } = {};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw geoProblems.fileNotJson({ featuresRead: 0 });
  }
}
