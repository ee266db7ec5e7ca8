import { convertArea, convertPoint, type CoordinateSystem } from '@ingrid/geo';
import { type BaseFeature, type BaseGeometry } from './base-feature.js';

/** The feature in WGS84/CGCS2000, whichever system its places were given in. */
export function inOurSystem(feature: BaseFeature, from: CoordinateSystem): BaseFeature {
  return { ...feature, geometry: converted(feature.geometry, from) };
}

function converted(geometry: BaseGeometry, from: CoordinateSystem): BaseGeometry {
  const line = (places: readonly number[][]): number[][] =>
    places.map(([x = NaN, y = NaN]) => [...convertPoint([x, y], from, 'CGCS2000')]);
  switch (geometry.type) {
    case 'LineString':
      return { type: 'LineString', coordinates: line(geometry.coordinates) };
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.map(line) };
    default:
      return convertArea(geometry, from, 'CGCS2000');
  }
}
