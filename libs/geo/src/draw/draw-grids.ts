import type { LineString, MultiLineString, Polygon, Position } from 'geojson';
import { GridIndex } from '../locate/grid-index.js';
import { areaSquareMeters } from '../measure/area.js';
import { METERS_PER_DEGREE } from '../measure/distance.js';
import { labelPoint, ringsOfArea, windByRfc7946 } from '../measure/shape.js';
import type { AreaGeometry } from '../types.js';
import { facesOf, unite } from './faces.js';
import { groupSlivers, type SliverLimits } from './slivers.js';

export interface DrawOptions extends Partial<SliverLimits> {
  /** How far a road that ends loose is prolonged to meet the next road or the border. */
  readonly reachMeters?: number;
}

export interface DrawnGrid {
  readonly polygon: Polygon;
  readonly areaM2: number;
}

const DEFAULTS = { minAreaM2: 10_000, minWidthMeters: 20, reachMeters: 15 };

/**
 * Cuts an area along lines (roads, rivers) into grids: a partition of the area with shared borders, from which slivers
 * have been joined to the neighbour with the longest common border. Ordered north to south in bands and west to east
 * within them, as grids are numbered (DB11 单元网格划分与编码). A valid area without lines is one grid.
 */
export function drawGridsAlongLines(
  boundary: AreaGeometry,
  lines: readonly (LineString | MultiLineString)[],
  options: DrawOptions = {},
): DrawnGrid[] {
  const settings = { ...DEFAULTS, ...options };
  const borders = ringsOfArea(boundary).map((ring) => closed(ring).map(snapped));
  const roads = lines
    .flatMap((line) => (line.type === 'LineString' ? [line.coordinates] : line.coordinates))
    .map((line) => line.map(snapped));
  const inside = GridIndex.build([{ id: 'boundary', polygon: boundary }]);
  const faces = facesOf([...borders, ...prolonged(roads, settings.reachMeters)]).filter((face) => {
    const [lng, lat] = labelPoint({ type: 'Polygon', coordinates: face });
    return inside.locate(lng, lat) !== null;
  });
  return groupSlivers(faces, settings)
    .flatMap((group) => unite(group.flatMap((number) => [faces[number] ?? []])))
    .map(drawn)
    .sort(northToSouth);
}

function drawn(coordinates: Position[][]): DrawnGrid {
  const polygon = windByRfc7946({ type: 'Polygon', coordinates });
  return {
    polygon: { type: 'Polygon', coordinates: ringsOfArea(polygon) },
    areaM2: areaSquareMeters(polygon),
  };
}

/** About 500 m: grids whose middles lie in one band count as one row. */
const BAND_DEGREES = 0.005;

function northToSouth(a: DrawnGrid, b: DrawnGrid): number {
  const [[ax, ay], [bx, by]] = [labelPoint(a.polygon), labelPoint(b.polygon)];
  const rows = Math.floor(by / BAND_DEGREES) - Math.floor(ay / BAND_DEGREES);
  return rows === 0 ? ax - bx : rows;
}

/** Loose ends carried on in their direction: maps often stop a road a few metres short of the next. */
function prolonged(lines: readonly Position[][], meters: number): Position[][] {
  const ends = new Map<string, number>();
  for (const line of lines) {
    for (const [x, y] of line) ends.set(`${x} ${y}`, (ends.get(`${x} ${y}`) ?? 0) + 1);
  }
  const isLoose = ([x, y]: Position): boolean => ends.get(`${x} ${y}`) === 1;
  return lines.map((line) => {
    const [first, second] = line;
    const [last, beforeLast] = [line.at(-1), line.at(-2)];
    if (!first || !second || !last || !beforeLast) return line;
    const start = isLoose(first) ? [onward(second, first, meters)] : [];
    const end = isLoose(last) ? [onward(beforeLast, last, meters)] : [];
    return [...start, ...line, ...end];
  });
}

function onward([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, meters: number): Position {
  const squeeze = Math.cos((by * Math.PI) / 180);
  const [dx, dy] = [(bx - ax) * squeeze, by - ay];
  const share = meters / METERS_PER_DEGREE / Math.max(Math.hypot(dx, dy), 1e-12);
  return snapped([bx + (share * dx) / squeeze, by + share * dy]);
}

function closed(ring: Position[]): Position[] {
  const [first] = ring;
  const last = ring.at(-1);
  if (!first || !last) return ring;
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

function snapped([x = NaN, y = NaN]: Position): Position {
  return [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7];
}
