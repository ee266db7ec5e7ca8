/*
 * The only door to JSTS. Its declared types are `any` throughout; what comes out is looked at before it is used.
 * Never imported by `locate/`: points are answered without it.
 */
import type { Position } from 'geojson';
import Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import type { AreaGeometry, LngLat } from '../types.js';

export { Geometry };

const reader = new GeoJSONReader(new GeometryFactory());
const writer = new GeoJSONWriter();

/** What JSTS can read here: polygons and lines as GeoJSON. */
export type Readable = AreaGeometry | { type: 'MultiLineString'; coordinates: Position[][] };

export function toJsts(shape: Readable): Geometry {
  const geometry: unknown = reader.read(shape);
  if (!(geometry instanceof Geometry)) throw new TypeError(`not a geometry: ${shape.type}`);
  return geometry;
}

/** The polygons of a JSTS geometry; lines and points in it are dropped. */
export function polygonsOf(geometry: unknown): Position[][][] {
  if (!(geometry instanceof Geometry)) return [];
  const written: unknown = writer.write(geometry);
  return partsOf(written);
}

function partsOf(written: unknown): Position[][][] {
  if (isArea(written)) {
    return written.type === 'Polygon' ? [written.coordinates] : written.coordinates;
  }
  return isCollection(written) ? written.geometries.flatMap(partsOf) : [];
}

function isArea(value: unknown): value is AreaGeometry {
  return hasType(value) && (value.type === 'Polygon' || value.type === 'MultiPolygon');
}

function isCollection(value: unknown): value is { geometries: unknown[] } {
  return hasType(value) && value.type === 'GeometryCollection';
}

function hasType(value: unknown): value is { type: unknown } {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The first thing JSTS finds wrong, by its own numbering of kinds (see TopologyValidationError). */
export interface TopologyError {
  readonly kind: number;
  readonly at: LngLat | null;
}

/** Judges an area by the rules of OGC Simple Features. Null: valid. Rings must be closed and have four positions. */
export function topologyError(area: AreaGeometry): TopologyError | null {
  const operation = new IsValidOp(toJsts(area));
  if (operation.isValid()) return null;
  const error = operation.getValidationError();
  const kind: unknown = error.getErrorType();
  return { kind: typeof kind === 'number' ? kind : 0, at: placeOf(error.getCoordinate()) };
}

function placeOf(coordinate: unknown): LngLat | null {
  if (typeof coordinate !== 'object' || coordinate === null) return null;
  if (!('x' in coordinate) || !('y' in coordinate)) return null;
  const { x, y } = coordinate;
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : null;
}
