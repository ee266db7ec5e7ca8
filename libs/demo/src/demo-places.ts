import { BaseMapService, GridsService, RegionsService, StaffService } from '@ingrid/grids';
import { ActivityTail, SYSTEM, type Transaction } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { personPhone } from './domain/names.js';
import { DEMO_REGIONS, DEMO_STREET_CODE, type DemoMap } from './domain/street-map.js';

/** The street itself: regions, grids, who works in them, and the map under them. */
@Injectable()
export class DemoPlaces {
  constructor(
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(GridsService) private readonly grids: GridsService,
    @Inject(StaffService) private readonly staff: StaffService,
    @Inject(BaseMapService) private readonly baseMap: BaseMapService,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
  ) {}

  /** Whose database this is: nobody's yet, one where the demo was begun, or one with a tree of its own. */
  async owner(): Promise<'nobody' | 'demo' | 'others'> {
    if (await this.regions.find(DEMO_STREET_CODE)) return 'demo';
    const { items } = await this.regions.list(SYSTEM, { limit: 1 });
    return items.length > 0 ? 'others' : 'nobody';
  }

  async putUp(
    tx: Transaction,
    map: DemoMap,
  ): Promise<{ streetPath: string; gridIds: Map<string, string> }> {
    let parent: { id: string; path: string } | null = null;
    for (const region of DEMO_REGIONS) {
      parent = await this.regions.createIn(tx, {
        ...region,
        ...(parent ? { parentId: parent.id } : {}),
      });
    }
    if (!parent) throw new Error('the demo has a street');
    const gridIds = new Map<string, string>();
    for (const { code, name, grids } of map.communities) {
      const community = await this.regions.createIn(tx, {
        code,
        name,
        level: 'community',
        parentId: parent.id,
      });
      for (const grid of grids) {
        const made = await this.grids.createIn(tx, {
          communityId: community.id,
          code: grid.code,
          name: grid.name,
          kind: grid.kind,
          extent: grid.extent,
          households: grid.households,
          supervisionPhone: '12345',
          polygon: { type: 'Polygon', coordinates: [grid.ring] },
        });
        gridIds.set(grid.code, made.id);
      }
    }
    return { streetPath: parent.path, gridIds };
  }

  /** Two grids for each worker; a grid leader for each community. */
  async post(
    tx: Transaction,
    map: DemoMap,
    {
      gridIds,
      people,
    }: { gridIds: ReadonlyMap<string, string>; people: ReadonlyMap<string, string> },
  ): Promise<Map<string, string>> {
    const workerOf = new Map<string, string>();
    const grids = map.communities.flatMap((c) => c.grids);
    for (const [n, grid] of grids.entries()) {
      const number = Math.floor(n / 2) + 1;
      const login = number === 1 ? 'worker' : `worker${number}`;
      const [gridId, personId] = [gridIds.get(grid.code), people.get(login)];
      if (gridId === undefined || personId === undefined) continue;
      await this.staff.assignIn(tx, {
        gridId,
        personId,
        post: 'full_time',
        workPhone: personPhone(500 + number),
      });
      workerOf.set(grid.code, login);
    }
    return workerOf;
  }

  /** The grid index hears of new grids through the activity log. */
  async known(): Promise<void> {
    await this.tail.settled();
  }

  async drawBaseMap(tx: Transaction, map: DemoMap): Promise<void> {
    await this.baseMap.replaceIn(tx, 'demo', [
      ...map.parks.map((ring) => ({
        kind: 'park' as const,
        geometry: { type: 'Polygon' as const, coordinates: [ring] },
      })),
      ...map.roads.map(({ name, line }) => ({
        kind: 'road' as const,
        name,
        geometry: { type: 'LineString' as const, coordinates: line },
      })),
      ...map.buildings.map(({ name, ring }) => ({
        kind: 'building' as const,
        name,
        geometry: { type: 'Polygon' as const, coordinates: [ring] },
      })),
    ]);
  }
}
