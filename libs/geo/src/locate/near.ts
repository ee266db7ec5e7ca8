import { METERS_PER_DEGREE } from '../measure/distance.js';
import type { BBox } from '../types.js';
import { f64 } from './typed.js';

/** A box that surely reaches `meters` in every direction; wide near the poles. */
export function degreesAround(lng: number, lat: number, meters: number): BBox {
  const dy = (meters * 1.001) / METERS_PER_DEGREE;
  const farthest = Math.min(89.9, Math.abs(lat) + dy);
  const dx = dy / Math.cos((farthest * Math.PI) / 180);
  return [lng - dx, lat - dy, lng + dx, lat + dy];
}

/**
 * Metres from a point to the edge at v (x, y, x, y from there on), on a plane laid at the point's latitude:
 * good to a tenth of a percent over the few kilometres a grid is away.
 */
export function metersToEdge(xy: Float64Array, v: number, lng: number, lat: number): number {
  const squeeze = Math.cos((lat * Math.PI) / 180);
  const ax = (f64(xy, v) - lng) * squeeze;
  const ay = f64(xy, v + 1) - lat;
  const dx = (f64(xy, v + 2) - lng) * squeeze - ax;
  const dy = f64(xy, v + 3) - lat - ay;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + share * dx, ay + share * dy) * METERS_PER_DEGREE;
}
