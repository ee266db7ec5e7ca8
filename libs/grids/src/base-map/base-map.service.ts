import { type ConfigWire } from '@ingrid/contract';
import { type BBox } from '@ingrid/geo';
import { newId } from '@ingrid/kernel';
import { Config, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { BaseFeatureEntity } from '../data/base-feature.entity.js';
import * as base from '../data/base-features.repository.js';
import { boxText } from '../data/grids.repository.js';
import { boxOfGeometry, degreesPerPixel, detailFor } from '../domain/base-detail.js';
import { type BaseFeature } from '../domain/base-feature.js';
import { DEMO_ACCOUNTS } from './demo-accounts.js';

const BATCH = 1_000;
/** Houses of about a district; what is smaller than a pixel is left out before. */
const MOST = 20_000;
const DEFAULT_ZOOM = 16;
const KEPT_MS = 15_000;
const BASE_ADDRESS = '/api/v1/public/base.geojson';

/** The map under the grids: works without any map service, and may be absent altogether. */
@Injectable()
export class BaseMapService {
  // Everybody asks for the same few views; a text is kept shortly, so that all see a new base map soon.
  private readonly texts = new LRUCache<string, string>({ max: 32, ttl: KEPT_MS });

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** Adds features (degrees, WGS84/CGCS2000; polygons must be valid); answers their ids in the same order. */
  async loadIn(
    tx: Transaction,
    source: string,
    features: readonly BaseFeature[],
    importId: string | null = null,
  ): Promise<string[]> {
    const rows = features.map((feature) => rowOf(feature, source, importId));
    for (let at = 0; at < rows.length; at += BATCH) {
      await base.insert(tx.db, rows.slice(at, at + BATCH));
    }
    this.forgetAfter(tx);
    return rows.map(({ id }) => id);
  }

  /** The same instead of everything that came from this source before. Recorded as one event. */
  async replaceIn(
    tx: Transaction,
    source: string,
    features: readonly BaseFeature[],
  ): Promise<void> {
    await base.removeSource(tx.db, source);
    await this.loadIn(tx, source, features);
    tx.record({
      type: 'region.base_map_loaded',
      subjectType: 'base_map',
      subjectId: newId(),
      regionPath: '',
      data: { count: features.length },
    });
  }

  async removeIn(tx: Transaction, ids: readonly string[]): Promise<void> {
    await base.remove(tx.db, ids);
    this.forgetAfter(tx);
  }

  /** GeoJSON text of what can be seen in a box at a zoom; without a box the whole, the largest first. */
  async draw(asked: { box?: BBox; zoom?: number }): Promise<string> {
    const { box, zoom = DEFAULT_ZOOM } = asked;
    const key = `${zoom} ${box?.join(' ') ?? ''}`;
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const minSpan = degreesPerPixel(zoom);
    const rows = await this.work.read((db) =>
      base.within(db, { ...(box ? { box } : {}), minSpan, limit: MOST + 1 }),
    );
    const text = JSON.stringify({
      type: 'FeatureCollection',
      truncated: rows.length > MOST,
      features: rows.slice(0, MOST).flatMap((row) => drawn(row, zoom)),
    });
    this.texts.set(key, text);
    return text;
  }

  /** What a page may know before anybody logs in. */
  async configWire(): Promise<ConfigWire> {
    const { bounds, hasBase } = await this.work.read(async (db) => ({
      bounds: await base.extent(db),
      hasBase: await base.exists(db),
    }));
    const { TILE_URL, TILE_ATTRIBUTION, INGRID_DEMO } = this.config;
    return {
      tileUrl: TILE_URL ?? null,
      baseGeoJsonUrl: hasBase ? BASE_ADDRESS : null,
      attribution: TILE_ATTRIBUTION ?? null,
      center: bounds && { lat: (bounds[1] + bounds[3]) / 2, lng: (bounds[0] + bounds[2]) / 2 },
      bounds: bounds && [bounds[0], bounds[1], bounds[2], bounds[3]],
      demo: INGRID_DEMO,
      ...(INGRID_DEMO ? { demoAccounts: [...DEMO_ACCOUNTS] } : {}),
    };
  }

  private forgetAfter(tx: Transaction): void {
    tx.onCommit(() => {
      this.texts.clear();
    });
  }
}

function rowOf(feature: BaseFeature, source: string, importId: string | null): BaseFeatureEntity {
  const { kind, name = null, geometry } = feature;
  const box = boxOfGeometry(geometry);
  const span = Math.max(box[2] - box[0], box[3] - box[1]);
  const bbox = boxText(box);
  return Object.assign(new BaseFeatureEntity(), {
    id: newId(),
    kind,
    name,
    geometry,
    bbox,
    span,
    source,
    importId,
  });
}

function drawn({ id, kind, name, geometry }: base.BaseFeatureRow, zoom: number): object[] {
  const seen = detailFor(geometry, zoom);
  if (!seen) return [];
  return [
    { type: 'Feature', id, properties: name === null ? { kind } : { kind, name }, geometry: seen },
  ];
}
