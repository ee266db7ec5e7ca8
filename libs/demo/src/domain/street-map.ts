import { BUILDING_NAMES, COMMUNITIES, PLACES, STREET_NAMES } from './names.js';
import { COLUMNS, crossing, outline, type Position, ROWS, street, toPosition } from './lattice.js';
import { Chance } from './random.js';

export interface DemoGrid {
  code: string;
  name: string;
  kind: 'general' | 'special';
  extent: string;
  households: number;
  blocks: Position[];
  ring: Position[];
}

export interface DemoCommunity {
  code: string;
  name: string;
  grids: DemoGrid[];
}

export interface DemoBuilding {
  name: string;
  kind: 'residential' | 'school' | 'market' | 'hospital' | 'office';
  gridCode: string;
  ring: Position[];
}

export interface DemoRoad {
  name: string;
  kind: 'main' | 'lane';
  line: Position[];
}

export interface DemoMap {
  communities: DemoCommunity[];
  buildings: DemoBuilding[];
  roads: DemoRoad[];
  parks: Position[][];
}

export const DEMO_STREET_CODE = '990101001';

export const DEMO_REGIONS = [
  { code: '99', name: '示范省', level: 'province' },
  { code: '9901', name: '格中市', level: 'city' },
  { code: '990101', name: '网格区', level: 'district' },
  { code: DEMO_STREET_CODE, name: '梧桐街道', level: 'street' },
] as const;

const COMMUNITY_SIZE = 5;

/** How the 25 blocks of a community fall to its five grids; each digit is the grid of that block. */
const PATTERNS = [
  ['00111', '00111', '00221', '33222', '34444'],
  ['00011', '00111', '22211', '23344', '33344'],
  ['01111', '00112', '00322', '33342', '44442'],
] as const;

/** The whole street of the demonstration: 6 communities, 30 grids, their streets, blocks and buildings. */
export function demoMap(): DemoMap {
  const communities = COMMUNITIES.map((name, index) => communityAt(name, index));
  const grids = communities.flatMap((c) => c.grids);
  const blocks = grids.flatMap((grid) => grid.blocks.map((block) => ({ grid, block })));
  const green = blocks.filter(({ block }) => isPark(block));
  return {
    communities,
    buildings: blocks
      .filter(({ block }) => !isPark(block))
      .flatMap(({ grid, block }) => buildingsIn(grid, block)),
    roads: roads(),
    parks: green.map(({ block }) => closed(inset(block, 9).map(([x, y]) => toPosition(x, y)))),
  };
}

function communityAt(name: string, index: number): DemoCommunity {
  const code = `${DEMO_STREET_CODE}${String(index + 1).padStart(3, '0')}`;
  const [left, bottom] = [(index % 3) * COMMUNITY_SIZE, Math.floor(index / 3) * COMMUNITY_SIZE];
  const pattern = PATTERNS[index % PATTERNS.length] ?? PATTERNS[0];
  const grids = [0, 1, 2, 3, 4].map((number) => {
    const blocks = pattern.flatMap((line, row) =>
      Array.from(line).flatMap((digit, column): Position[] =>
        Number(digit) === number ? [[left + column, bottom + row]] : [],
      ),
    );
    return gridOf({ code, name }, number, blocks);
  });
  return { code, name, grids };
}

function gridOf(
  community: { code: string; name: string },
  number: number,
  blocks: Position[],
): DemoGrid {
  const chance = new Chance(Number(community.code) + number);
  const special = PLACES.find((p) => blocks.some(([c, r]) => c === p.block[0] && r === p.block[1]));
  const [west, south] = blocks[0] ?? [0, 0];
  return {
    // Beijing's scheme: 6 region + 3 street + 3 community + 3 sequence (DB11, domain note on grid codes).
    code: `${community.code}${String(number + 1).padStart(3, '0')}`,
    name: `${community.name.replace(/社区$/, '')}第${'一二三四五'[number] ?? ''}网格`,
    kind: special && blocks.length <= 4 ? 'special' : 'general',
    extent: `东至${STREET_NAMES.northSouth[west + 3] ?? '区界'}，西至${STREET_NAMES.northSouth[west] ?? '区界'}，南至${STREET_NAMES.eastWest[south] ?? '区界'}，北至${STREET_NAMES.eastWest[south + 2] ?? '区界'}`,
    households: 240 + chance.whole(0, 220),
    blocks,
    ring: outline(blocks).map(([x, y]) => toPosition(x, y)),
  };
}

function isPark([column, row]: Position): boolean {
  return (column * 5 + row * 3) % 19 === 4;
}

/** The corners of a block, drawn in by the width of the pavement. */
function inset([column, row]: Position, metres: number): Position[] {
  const corners = [
    crossing(column, row),
    crossing(column + 1, row),
    crossing(column + 1, row + 1),
    crossing(column, row + 1),
  ];
  const middle = corners.reduce<Position>(
    (sum, [x, y]) => [sum[0] + x / 4, sum[1] + y / 4],
    [0, 0],
  );
  return corners.map(([x, y]) => {
    const distance = Math.hypot(x - middle[0], y - middle[1]);
    const share = (distance - metres * 1.4) / distance;
    return [middle[0] + (x - middle[0]) * share, middle[1] + (y - middle[1]) * share];
  });
}

function closed(ring: Position[]): Position[] {
  return [...ring, ...ring.slice(0, 1)];
}

function buildingsIn(grid: DemoGrid, block: Position): DemoBuilding[] {
  const place = PLACES.find((p) => p.block[0] === block[0] && p.block[1] === block[1]);
  const chance = new Chance(block[0] * 613 + block[1] * 7_001);
  const rows = place ? 2 : chance.whole(3, 4);
  const columns = place ? 1 : chance.whole(2, 3);
  const depth = place ? 0.62 : 0.42;
  const frame = inset(block, 14);
  return Array.from({ length: rows * columns }, (_, n): DemoBuilding => {
    const at = { column: n % columns, columns, row: Math.floor(n / columns), rows, depth };
    const ring = closed(cell(frame, at).map(([x, y]) => toPosition(x, y)));
    const named = place ?? { name: `${estateAt(block)}${n + 1}号楼`, kind: 'residential' as const };
    return { name: named.name, kind: named.kind, gridCode: grid.code, ring };
  }).filter(() => place !== undefined || !chance.happens(0.1));
}

function estateAt([column, row]: Position): string {
  return BUILDING_NAMES[(column * 3 + row * 7) % BUILDING_NAMES.length] ?? '小区';
}

interface Cell {
  column: number;
  columns: number;
  row: number;
  rows: number;
  depth: number;
}

/** A rectangle inside a four-cornered frame, by shares of its width and height. */
function cell(frame: Position[], { column, columns, row, rows, depth }: Cell): Position[] {
  const at = (u: number, v: number): Position => {
    const [a, b, c, d] = frame;
    if (!a || !b || !c || !d) return [0, 0];
    const low: Position = [a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u];
    const high: Position = [d[0] + (c[0] - d[0]) * u, d[1] + (c[1] - d[1]) * u];
    return [low[0] + (high[0] - low[0]) * v, low[1] + (high[1] - low[1]) * v];
  };
  const [left, right] = [(column + 0.08) / columns, (column + 0.92) / columns];
  const [bottom, top] = [(row + 0.2) / rows, (row + 0.2 + depth) / rows];
  return [at(left, bottom), at(right, bottom), at(right, top), at(left, top)];
}

function roads(): DemoRoad[] {
  const northSouth = Array.from({ length: COLUMNS + 1 }, (_, column) => ({
    name: STREET_NAMES.northSouth[column] ?? '无名路',
    kind: column % COMMUNITY_SIZE === 0 ? ('main' as const) : ('lane' as const),
    line: through(Array.from({ length: ROWS + 1 }, (__, row): Position => [column, row])),
  }));
  const eastWest = Array.from({ length: ROWS + 1 }, (_, row) => ({
    name: STREET_NAMES.eastWest[row] ?? '无名街',
    kind: row % COMMUNITY_SIZE === 0 ? ('main' as const) : ('lane' as const),
    line: through(Array.from({ length: COLUMNS + 1 }, (__, column): Position => [column, row])),
  }));
  return [...northSouth, ...eastWest];
}

function through(crossings: Position[]): Position[] {
  const line = crossings
    .slice(1)
    .flatMap((to, i) => street(crossings[i] ?? to, to).slice(i === 0 ? 0 : 1));
  return line.map(([x, y]) => toPosition(x, y));
}
