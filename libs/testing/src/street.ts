import { type RegionLevel } from '@ingrid/contract';
import { GridMap, GridsService, RegionsService, type RegionNode } from '@ingrid/grids';
import { SYSTEM } from '@ingrid/platform';
import { makeIncident, type TestIncident, type WantedIncident } from './incidents.js';
import { type TestClock } from './test-clock.js';

/** What is needed of a running server. */
interface Running {
  readonly clock: TestClock;
  get<T>(token: abstract new (...args: never[]) => T): T;
  settled(): Promise<void>;
}

export interface TestPlace {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly path: string;
}

export interface TestGrid extends TestPlace {
  /** A point well inside. */
  readonly inside: { lat: number; lng: number };
}

export interface TestStreet {
  readonly district: TestPlace;
  readonly street: TestPlace;
  readonly community: TestPlace;
  /** South-west, south-east, north-west, north-east: squares of about 200 m that share their edges. */
  readonly grids: readonly [TestGrid, TestGrid, TestGrid, TestGrid];
  /** A point that lies in no grid at all. */
  readonly nowhere: { lat: number; lng: number };
  /** An incident in the first grid, or where `location` says. */
  incident(wanted?: WantedIncident): Promise<TestIncident>;
}

const SIDE = 0.002;
const WEST = 113.9;
const SOUTH = 22.5;
const ABOVE: [string, string, RegionLevel][] = [
  ['44', '广东省', 'province'],
  ['4403', '深圳市', 'city'],
  ['440305', '南山区', 'district'],
];

/** A street of its own with one community of two by two grids; every call makes another one, side by side. */
export async function makeStreet(server: Running, name?: string): Promise<TestStreet> {
  const regions = server.get(RegionsService);
  const district = await makeAbove(regions);
  const number = (await regions.list(SYSTEM, { parent: district.id, limit: 100 })).items.length + 1;
  const code = `${district.code}${String(number).padStart(3, '0')}`;
  const street = await regions.create(SYSTEM, {
    code,
    name: name ?? `第${number}街道`,
    level: 'street',
    parentId: district.id,
  });
  const community = await regions.create(SYSTEM, {
    code: `${code}001`,
    name: `第${number}社区`,
    level: 'community',
    parentId: street.id,
  });
  const west = WEST + number * SIDE * 10;
  const grid = (at: number): Promise<TestGrid> => makeGrid(server, community, { at, west });
  const grids: TestStreet['grids'] = [await grid(0), await grid(1), await grid(2), await grid(3)];
  await server.settled();
  await server.get(GridMap).refresh();
  const incident = (wanted: WantedIncident = {}): Promise<TestIncident> =>
    makeIncident(server, grids[0].inside, wanted);
  return { district, street, community, grids, nowhere: { lat: 10, lng: west }, incident };
}

async function makeAbove(regions: RegionsService): Promise<RegionNode> {
  let above: RegionNode | null = null;
  for (const [code, name, level] of ABOVE) {
    const parent: { parentId?: string } = above ? { parentId: above.id } : {};
    above =
      (await regions.find(code)) ??
      (await regions.create(SYSTEM, { code, name, level, ...parent }));
  }
  if (!above) throw new Error('the tree has no district');
  return above;
}

async function makeGrid(
  server: Running,
  community: RegionNode,
  place: { at: number; west: number },
): Promise<TestGrid> {
  const x = place.west + (place.at % 2) * SIDE;
  const y = SOUTH + Math.floor(place.at / 2) * SIDE;
  const number = `00${place.at + 1}`;
  const code = `${community.code}${number}`;
  const name = `${community.name}第${place.at + 1}网格`;
  const { id } = await server.get(GridsService).create(SYSTEM, {
    communityId: community.id,
    code,
    name,
    polygon: { type: 'Polygon', coordinates: [squareAt(x, y)] },
    supervisionPhone: '0755-12345',
  });
  const inside = { lat: y + SIDE / 2, lng: x + SIDE / 2 };
  return { id, code, name, path: `${community.path}.${code}`, inside };
}

function squareAt(x: number, y: number): [number, number][] {
  const [west, south, east, north] = [x, y, x + SIDE, y + SIDE].map(rounded) as [
    number,
    number,
    number,
    number,
  ];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
