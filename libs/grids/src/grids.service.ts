import { type GridCardWire, type LocateWire, type RegionWire } from '@ingrid/contract';
import { type AreaGeometry, readGridFile } from '@ingrid/geo';
import { type Actor, type Once, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as grids from './data/grids.repository.js';
import { type GridRow } from './data/grids.repository.js';
import { type StaffRow } from './data/staff.repository.js';
import { gridEntity } from './data/grid-row.js';
import { overlapsOf } from './domain/overlaps.js';
import { GridMap, type LocatedGrid } from './grid-map.js';
import { gridsProblems } from './grids.problems.js';
import { RegionsService } from './regions.service.js';
import { StaffService } from './staff.service.js';

export interface NewGrid {
  readonly communityId: string;
  readonly code: string;
  readonly name: string;
  readonly polygon: AreaGeometry;
  readonly kind?: 'general' | 'special';
  readonly extent?: string;
  readonly households?: number;
  readonly supervisionPhone?: string;
}

export interface GridChange {
  readonly name?: string;
  readonly extent?: string;
  readonly households?: number;
  readonly supervisionPhone?: string;
  readonly version?: number;
}

/** Grids: where a point lies, what stands on the card, and keeping them. */
@Injectable()
export class GridsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(GridMap) private readonly map: GridMap,
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(StaffService) private readonly staff: StaffService,
  ) {}

  /** The grid a point (degrees, WGS84/CGCS2000) belongs to, or null. From memory: no await, no database. */
  locate(lat: number, lng: number): LocatedGrid | null {
    return this.map.locate(lat, lng);
  }

  /** The grid holding the point, or the one whose edge is nearest within so many metres. From memory. */
  nearest(lat: number, lng: number, maxMetres: number): LocatedGrid | null {
    return this.map.nearest(lat, lng, maxMetres);
  }

  /** The region in which all grids of this installation lie, as a path; '' without grids. */
  commonPath(): string {
    return this.map.commonPath();
  }

  /** A current grid by its id, from memory. */
  gridOf(id: string): LocatedGrid | null {
    return this.map.get(id);
  }

  /** Who serves in a grid at a moment (now when not given). */
  async staffOf(gridId: string, at?: Date): Promise<StaffRow[]> {
    return this.staff.staffOf(gridId, at);
  }

  /** In which grids a person serves at a moment (now when not given). */
  async gridsOf(personId: string, at?: Date): Promise<StaffRow[]> {
    return this.staff.gridsOf(personId, at);
  }

  locateWire(lat: number, lng: number): LocateWire {
    const found = this.map.locate(lat, lng);
    if (!found) return { region: null, path: [] };
    const { id, code, name, level, chain } = found;
    return { region: { id, code, name, level }, path: [...chain] };
  }

  /** What anybody may know of a grid, and must be posted (滨州市社会治理网格化服务管理条例 art. 6). */
  async card(id: string): Promise<GridCardWire> {
    const grid = await this.gridRow(id);
    const chain = await this.regions.byPaths(parentsOf(grid.path));
    const named = (level: RegionWire['level']): string =>
      chain.find((r) => r.level === level)?.name ?? '';
    return {
      id: grid.id,
      code: grid.code,
      name: grid.name,
      kind: grid.kind,
      community: named('community'),
      street: named('street'),
      extent: grid.extent,
      households: grid.households,
      areaSquareMetres: grid.areaM2,
      workers: await this.staff.cardOf(id),
      supervisionPhone: grid.supervisionPhone,
      bbox: [grid.west, grid.south, grid.east, grid.north],
    };
  }

  /** @throws grids.overlaps, and what {@link RegionsService.create} throws. The polygon must be valid. */
  async create(actor: Actor, request: NewGrid, once?: Once): Promise<RegionWire> {
    return this.work.run(actor, (tx) => this.createIn(tx, request), once);
  }

  /** The same for a geometry that somebody drew: mended where that has one meaning. @throws grids.polygon_refused */
  async draw(
    actor: Actor,
    request: Omit<NewGrid, 'polygon'>,
    geometry: unknown,
    once?: Once,
  ): Promise<RegionWire> {
    return this.create(actor, { ...request, polygon: polygonOf(geometry) }, once);
  }

  async createIn(tx: Transaction, request: NewGrid): Promise<RegionWire> {
    const { id, code, name, level, path } = await this.regions.createIn(tx, {
      code: request.code,
      name: request.name,
      level: 'grid',
      parentId: request.communityId,
    });
    await mustNotOverlap(tx, { ...request, id });
    const entity = gridEntity({ ...request, id }, tx.now);
    await grids.insert(tx.db, entity);
    tx.record({
      type: 'grid.published',
      subjectType: 'region',
      subjectId: id,
      regionPath: path,
      data: { count: 1 },
    });
    return { id, code, name, level };
  }

  /** Changes what stands on the card; the polygon stays. */
  async change(actor: Actor, id: string, change: GridChange): Promise<GridCardWire> {
    await this.work.run(actor, async (tx) => {
      const region = await this.regions.lockForChange(tx, id, change.version);
      if (region.level !== 'grid') throw gridsProblems.gridNotFound({});
      const { name, extent, households, supervisionPhone } = change;
      await grids.change(tx.db, id, {
        ...(extent === undefined ? {} : { extent }),
        ...(households === undefined ? {} : { households }),
        ...(supervisionPhone === undefined ? {} : { supervisionPhone }),
      });
      if (name !== undefined) region.name = name;
      const fields = Object.keys(change).filter((field) => field !== 'version');
      await this.regions.keepChanged(tx, region, { what: 'changed', fields });
    });
    return this.card(id);
  }

  private async gridRow(id: string): Promise<GridRow> {
    const grid = await this.work.read((db) => grids.byId(db, id));
    if (!grid) throw gridsProblems.gridNotFound({});
    return grid;
  }
}

/** @throws grids.polygon_refused with every fault and its place. */
function polygonOf(geometry: unknown): AreaGeometry {
  const [feature] = readGridFile(JSON.stringify(geometry));
  if (feature?.usable && feature.polygon) return feature.polygon;
  const faults = (feature?.findings ?? []).filter((finding) => finding.severity === 'error');
  throw gridsProblems.polygonRefused({ faults });
}

/** Within a community no place belongs to two grids (domain.md 1: 全域覆盖, no overlap). */
async function mustNotOverlap(tx: Transaction, grid: NewGrid & { id: string }): Promise<void> {
  const others = await grids.ofCommunities(tx.db, [grid.communityId]);
  const [overlap] = overlapsOf(grid, others);
  if (overlap) throw gridsProblems.overlaps(overlap);
}

function parentsOf(path: string): string[] {
  const labels = path.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(0, at + 1).join('.'));
}
