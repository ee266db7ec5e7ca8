import { type BBox } from '@ingrid/geo';
import { type BaseGeometry } from './base-feature.js';

/** Web Mercator: degrees of longitude that a tile pixel covers at a zoom. */
export function degreesPerPixel(zoom: number): number {
  return 360 / (256 * 2 ** zoom);
}

/**
 * The geometry with places rounded to half a pixel and repeated places left out, or null when nothing is left to see.
 * Rounding is the same for all, so neighbours keep their common border.
 */
export function detailFor(geometry: BaseGeometry, zoom: number): BaseGeometry | null {
  const step = Math.max(degreesPerPixel(zoom) / 2, 1e-6);
  const line = (places: number[][]): number[][] => rounded(places, step);
  switch (geometry.type) {
    case 'Polygon':
      return areaOf([geometry.coordinates.map(line)]);
    case 'MultiPolygon':
      return areaOf(geometry.coordinates.map((rings) => rings.map(line)));
    case 'LineString':
      return linesOf([line(geometry.coordinates)]);
    case 'MultiLineString':
      return linesOf(geometry.coordinates.map(line));
  }
}

function rounded(places: readonly number[][], step: number): number[][] {
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const round = (degrees: number): number =>
    Number((Math.round(degrees / step) * step).toFixed(digits));
  const all = places.map(([x = 0, y = 0]) => [round(x), round(y)]);
  return all.filter(([x, y], at) => at === 0 || x !== all[at - 1]?.[0] || y !== all[at - 1]?.[1]);
}

function areaOf(polygons: number[][][][]): BaseGeometry | null {
  const left = polygons
    .filter(([shell]) => (shell?.length ?? 0) >= 4)
    .map((rings) => rings.filter((ring) => ring.length >= 4));
  const [only] = left;
  if (!only) return null;
  return left.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: left };
}

function linesOf(lines: number[][][]): BaseGeometry | null {
  const left = lines.filter((line) => line.length >= 2);
  const [only] = left;
  if (!only) return null;
  return left.length === 1
    ? { type: 'LineString', coordinates: only }
    : { type: 'MultiLineString', coordinates: left };
}

/** West, south, east, north of anything that can be drawn. */
export function boxOfGeometry({ coordinates }: BaseGeometry): BBox {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const take = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y] = value as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') {
      value.forEach(take);
      return;
    }
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  };
  take(coordinates);
  return box;
}
