import { type ClockMark } from '@ingrid/contract';
import { type GridCollection, type MapPoint } from '../../map';

type Ring = number[][];

const WORST: readonly ClockMark[] = ['overdue', 'approaching', 'paused', 'on_time'];
const MOST_TESTS = 4_000_000;

export interface GridStatus {
  open: number;
  mark: ClockMark;
}

/** How each grid stands: its open matters and the worst clock among them. Empty when there is too much to count here. */
export function gridStatus(
  grids: GridCollection,
  points: readonly MapPoint[],
): Map<string, GridStatus> {
  const found = new Map<string, GridStatus>();
  if (grids.features.length * points.length > MOST_TESTS) return found;
  const open = points.filter(({ mark }) => mark !== 'done');
  for (const { geometry, properties } of grids.features) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const within = pointsWithin(polygons, open);
    const [first, ...others] = within;
    if (!first) continue;
    const mark = others.reduce((worst, each) => worse(worst, each.mark), first.mark);
    found.set(properties.id, { open: within.length, mark });
  }
  return found;
}

function pointsWithin(polygons: readonly Ring[][], points: readonly MapPoint[]): MapPoint[] {
  const [west, south, east, north] = boxOf(polygons);
  return points
    .filter(({ lng, lat }) => lng >= west && lng <= east && lat >= south && lat <= north)
    .filter(({ lng, lat }) => polygons.some((rings) => isInside(rings, lng, lat)));
}

/** The same collection with the status of each grid as its fill. */
export function withMarks(
  grids: GridCollection,
  status: ReadonlyMap<string, GridStatus>,
): GridCollection {
  return {
    ...grids,
    features: grids.features.map((feature) => {
      const mark = status.get(feature.properties.id)?.mark;
      return mark ? { ...feature, properties: { ...feature.properties, mark } } : feature;
    }),
  };
}

export function boxOf(polygons: readonly Ring[][]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [lng = 0, lat = 0] of polygons.flatMap((rings) => rings[0] ?? [])) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function worse(a: ClockMark, b: ClockMark): ClockMark {
  return WORST.indexOf(a) <= WORST.indexOf(b) ? a : b;
}

/** Even-odd over all rings, so holes count as outside. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  const crossings = rings.map(
    (ring) => ring.filter((point, i) => crosses(point, ring.at(i - 1) ?? point, x, y)).length,
  );
  return crossings.reduce((sum, each) => sum + each, 0) % 2 === 1;
}

/** Does the edge pass to the right of the point at its height? */
function crosses(
  [ax = 0, ay = 0]: number[],
  [bx = 0, by = 0]: number[],
  x: number,
  y: number,
): boolean {
  return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
}
