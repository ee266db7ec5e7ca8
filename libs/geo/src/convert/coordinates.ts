import gcoord from 'gcoord';
import type { Position } from 'geojson';
import type { AreaGeometry, LngLat } from '../types.js';

/**
 * Systems in which Chinese maps give longitude and latitude. We keep only WGS84/CGCS2000, which are the same at our
 * scale (centimetres apart); GCJ-02 (高德, 腾讯) and BD-09 (百度) lie 50–700 m off and are converted at the edges.
 */
export const COORDINATE_SYSTEMS = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

interface Converter {
  transform: (place: [number, number], from: string, to: string) => Position;
}

/** gcoord declares itself as an ES module but is loaded as CommonJS, so its types and its shape differ by one level. */
function isConverter(value: unknown): value is Converter {
  return typeof value === 'object' && value !== null && 'transform' in value;
}

const loaded: unknown = gcoord;
if (!isConverter(loaded)) throw new Error('gcoord does not offer transform');
const { transform } = loaded;

const GCOORD_NAME: Record<CoordinateSystem, string> = {
  WGS84: 'WGS84',
  CGCS2000: 'WGS84',
  GCJ02: 'GCJ02',
  BD09: 'BD09',
};

export function isCoordinateSystem(value: unknown): value is CoordinateSystem {
  return COORDINATE_SYSTEMS.some((system) => system === value);
}

/** Converts one place. GCJ-02 and BD-09 back to WGS84 is an approximation, good to about a metre. */
export function convertPoint(
  [lng, lat]: LngLat,
  from: CoordinateSystem,
  to: CoordinateSystem,
): LngLat {
  const [x = lng, y = lat] = moved([lng, lat], from, to);
  return [x, y];
}

/** A converted copy of a polygon; shared borders stay shared, because equal places give equal places. */
export function convertArea(
  area: AreaGeometry,
  from: CoordinateSystem,
  to: CoordinateSystem,
): AreaGeometry {
  const rings = (polygon: Position[][]): Position[][] =>
    polygon.map((ring) => ring.map((position) => moved(position, from, to)));
  return area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: rings(area.coordinates) }
    : { type: 'MultiPolygon', coordinates: area.coordinates.map(rings) };
}

function moved(position: Position, from: CoordinateSystem, to: CoordinateSystem): Position {
  const [x = NaN, y = NaN] = position;
  const [source, target] = [GCOORD_NAME[from], GCOORD_NAME[to]];
  return source === target ? [x, y] : transform([x, y], source, target);
}
