import type { LngLat } from '../types.js';

/** Mean radius of the earth in metres (IUGG). */
export const EARTH_RADIUS = 6_371_008.8;
export const METERS_PER_DEGREE = (Math.PI / 180) * EARTH_RADIUS;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places along the great circle (haversine; within 0.5 % of the ellipsoid). */
export function distanceMeters([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const north = Math.sin(radians(lat2 - lat1) / 2);
  const east = Math.sin(radians(lng2 - lng1) / 2);
  const chord = north * north + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * east * east;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}
