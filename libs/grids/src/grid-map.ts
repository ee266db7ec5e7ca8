import { setImmediate as breathe } from 'node:timers/promises';
import {
  type ActivityWire,
  type EventType,
  type RegionLevel,
  type RegionWire,
} from '@ingrid/contract';
import { type GridShape } from '@ingrid/geo';
import { ActivityTail, log, UnitOfWork } from '@ingrid/platform';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import * as gridRows from './data/grids.repository.js';
import { type GridPlaceRow } from './data/grids.repository.js';
import * as regionRows from './data/regions.repository.js';
import { GridShards } from './domain/grid-shards.js';
import { pathsUpTo } from './domain/region-code.js';

/** A grid as the hot path of a report needs it. */
export interface LocatedGrid extends RegionWire {
  /** Codes from the root, joined by dots. */
  readonly path: string;
  /** Names from the root down to the grid itself. */
  readonly chain: readonly { code: string; name: string; level: RegionLevel }[];
}

interface State {
  readonly index: GridShards;
  readonly grids: ReadonlyMap<string, LocatedGrid>;
  readonly stamps: ReadonlyMap<string, string>;
}

const CHANGES: ReadonlySet<EventType> = new Set([
  'grid.published',
  'region.changed',
  'region.imported',
  'import.finished',
  'import.undone',
]);
const SLICE = 500;
const RETRY_MS = 300;
/** During a large import the grids change several times a second: rebuilding takes a third of the time at most. */
const REST = 2;
const LONGEST_REST_MS = 300;

/**
 * All current grids in memory, in every server process: loaded at the start and brought up to date whenever the
 * activity log tells of a change. A reader always sees one whole state.
 */
@Injectable()
export class GridMap implements OnApplicationBootstrap, OnApplicationShutdown {
  private state: State = { index: GridShards.empty, grids: new Map(), stamps: new Map() };
  private loading: Promise<void> | null = null;
  private again = false;
  private restUntil = 0;
  private closed = false;
  private forget: (() => void) | null = null;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.forget = this.tail.listen((rows) => this.hear(rows));
    await this.refresh();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    this.forget?.();
    await this.loading;
  }

  /** The grid a point belongs to, or null. Degrees. */
  locate(lat: number, lng: number): LocatedGrid | null {
    const { index, grids } = this.state;
    const id = index.locate(lng, lat);
    return id === null ? null : (grids.get(id) ?? null);
  }

  /** A current grid by its id. */
  get(id: string): LocatedGrid | null {
    return this.state.grids.get(id) ?? null;
  }

  /** The grid holding the point, or the one whose edge is nearest within so many metres. From memory. */
  nearest(lat: number, lng: number, maxMetres: number): LocatedGrid | null {
    const found = this.state.index.nearest(lng, lat, maxMetres);
    return found === null ? null : (this.state.grids.get(found.id) ?? null);
  }

  /** The longest path that all current grids have in common; '' without grids. */
  commonPath(): string {
    let common: string[] | null = null;
    for (const { path } of this.state.grids.values()) {
      const labels = path.split('.').slice(0, -1);
      const before: string[] = common ?? labels;
      const differs = before.findIndex((label, i) => label !== labels[i]);
      common = differs === -1 ? before : before.slice(0, differs);
    }
    return (common ?? []).join('.');
  }

  get size(): number {
    return this.state.index.size;
  }

  /** Brings this process up to date; calls during a load are answered by one more load. */
  async refresh(): Promise<void> {
    this.again = true;
    this.loading ??= this.loadUntilQuiet().finally(() => {
      this.loading = null;
    });
    await this.loading;
  }

  private hear(rows: readonly ActivityWire[]): void {
    if (rows.some((row) => CHANGES.has(row.type))) void this.refresh();
  }

  private async loadUntilQuiet(): Promise<void> {
    while (this.again && !this.closed) {
      await this.pauseUntil(this.restUntil);
      this.again = false;
      try {
        const begun = performance.now();
        this.state = await this.load();
        const now = performance.now();
        this.restUntil = now + Math.min(LONGEST_REST_MS, (now - begun) * REST);
      } catch (error) {
        log.warn({ error }, 'the grids could not be read, trying again');
        this.again = true;
        await this.pauseUntil(performance.now() + RETRY_MS);
      }
    }
  }

  private async pauseUntil(moment: number): Promise<void> {
    const wait = moment - performance.now();
    if (wait > 0 && !this.closed) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  private async load(): Promise<State> {
    const before = this.state;
    const places = await this.work.read((db) => gridRows.places(db));
    const stamps = new Map(places.map((place) => [place.id, place.stamp]));
    const changed = places.filter((p) => before.stamps.get(p.id) !== p.stamp);
    const put = await this.shapes(changed);
    const remove = [...before.stamps.keys()].filter((id) => !stamps.has(id));
    const same = put.length + remove.length === 0;
    const index = same ? before.index : await before.index.with({ put, remove }, breathe);
    if (index.leftOut.length > 0)
      log.error({ grids: index.leftOut }, 'grids without a usable polygon');
    return { index, stamps, grids: await this.describe(places) };
  }

  private async shapes(places: readonly GridPlaceRow[]): Promise<GridShape[]> {
    const shapes: GridShape[] = [];
    for (let at = 0; at < places.length; at += SLICE) {
      const slice = new Map(places.slice(at, at + SLICE).map((place) => [place.id, place.path]));
      const rows = await this.work.read((db) => gridRows.polygons(db, [...slice.keys()]));
      for (const { id, polygon } of rows) shapes.push({ id, path: slice.get(id) ?? '', polygon });
      // Requests go on between the slices.
      await breathe();
    }
    return shapes;
  }

  private async describe(places: readonly GridPlaceRow[]): Promise<Map<string, LocatedGrid>> {
    const paths = new Set(places.flatMap((place) => pathsUpTo(place.path).slice(0, -1)));
    const rows = await this.work.read((db) => regionRows.byPaths(db, [...paths]));
    const names = new Map(rows.map(({ path, code, name, level }) => [path, { code, name, level }]));
    const grids = new Map<string, LocatedGrid>();
    for (const { id, code, name, level, path } of places) {
      const above = pathsUpTo(path).flatMap((p) => names.get(p) ?? []);
      grids.set(id, { id, code, name, level, path, chain: [...above, { code, name, level }] });
    }
    return grids;
  }
}
