import { type PointWire, type RegionLevel, type RegionWire } from '@ingrid/contract';
import { GridsService, type RegionNode, RegionsService } from '@ingrid/grids';
import { Inject, Injectable } from '@nestjs/common';

/** Where an incident belongs. */
export interface Place {
  readonly region: RegionWire | null;
  /** Codes from the root, joined by dots; '' where nothing is known. */
  readonly path: string;
  readonly chain: readonly { code: string; name: string; level: RegionLevel }[];
}

// Beyond this a place has nothing to do with the nearest grid.
const NEAREST_METRES = 5_000;

/** What incidents ask of the tree of places. */
@Injectable()
export class Places {
  constructor(
    @Inject(GridsService) private readonly grids: GridsService,
    @Inject(RegionsService) private readonly tree: RegionsService,
  ) {}

  /** The grid of a point; outside every grid no region, but the street of the nearest one takes care. From memory. */
  at(point: PointWire): Place {
    const grid = this.grids.locate(point.lat, point.lng);
    if (!grid) return this.outside(point);
    const { id, code, name, level, path, chain } = grid;
    return { region: { id, code, name, level }, path, chain };
  }

  /** Known only in words: whoever looks after all grids of this installation places it. */
  unknown(): Place {
    return { region: null, path: this.grids.commonPath(), chain: [] };
  }

  async byId(id: string): Promise<Place | null> {
    const [found] = await this.tree.byIds([id]);
    if (!found) return null;
    const above = await this.tree.byPaths(pathsUpTo(found.path));
    return { region: wireOf(found), path: found.path, chain: above };
  }

  /** A region by id, code or path. */
  async find(reference: string): Promise<{ id: string; path: string; level: RegionLevel } | null> {
    return this.tree.find(reference);
  }

  /** Regions by id, ended ones too: what happened keeps the place of its day. */
  async regions(ids: readonly string[]): Promise<ReadonlyMap<string, RegionWire>> {
    const found = new Map<string, RegionWire>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const grid = this.grids.gridOf(id);
      if (grid) found.set(id, wireOf(grid));
      else missing.push(id);
    }
    for (const node of await this.tree.byIds(missing)) found.set(node.id, wireOf(node));
    return found;
  }

  private outside(point: PointWire): Place {
    const near = this.grids.nearest(point.lat, point.lng, NEAREST_METRES);
    if (!near) return this.unknown();
    const at = near.chain.findIndex((region) => region.level === 'street') + 1;
    if (at === 0) return this.unknown();
    const path = near.path
      .split('.')
      .slice(0, near.path.split('.').length - near.chain.length + at)
      .join('.');
    return { region: null, path, chain: near.chain.slice(0, at) };
  }

  /** Names from the root down to a region's path. */
  async namesOnPath(path: string): Promise<string[]> {
    return (await this.tree.byPaths(pathsUpTo(path))).map((region) => region.name);
  }
}

/** Code of the street in a chain, for the human number. */
export function streetOf(place: Place): string | null {
  return place.chain.find((r) => r.level === 'street')?.code ?? null;
}

function pathsUpTo(path: string): string[] {
  const labels = path.split('.');
  return labels.map((_, i) => labels.slice(0, i + 1).join('.'));
}

function wireOf({ id, code, name, level }: RegionWire | RegionNode): RegionWire {
  return { id, code, name, level };
}
