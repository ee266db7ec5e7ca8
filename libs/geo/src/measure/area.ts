import type { Position } from 'geojson';
import type { AreaGeometry } from '../types.js';

/*
 * Areas are taken on the WGS84/CGCS2000 ellipsoid: every latitude is replaced by its share of the equal-area cylinder,
 * on which the area under an edge is a plain integral. Edges are straight in longitude and latitude, as everywhere here.
 */

const SEMI_MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(E2);

/** Whole square metres of a polygon, holes taken out. Never negative, whatever the winding. */
export function areaSquareMeters(area: AreaGeometry): number {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  let sum = 0;
  for (const [shell = [], ...holes] of polygons) {
    sum += ringArea(shell) - holes.reduce((total, hole) => total + ringArea(hole), 0);
  }
  return Math.max(0, Math.round(sum));
}

/** Square metres inside one ring, open or closed, not rounded. */
export function ringArea(ring: readonly Position[]): number {
  const [first] = ring;
  if (first === undefined) return 0;
  const base = onCylinder(first[1] ?? NaN);
  let sum = 0;
  ring.forEach(([x1 = NaN, y1 = NaN], at) => {
    const [x2 = NaN, y2 = NaN] = ring[at + 1] ?? first;
    // Simpson's rule: exact enough (10⁻⁸) for edges of a degree.
    const height = onCylinder(y1) + 4 * onCylinder((y1 + y2) / 2) + onCylinder(y2);
    sum += (x2 - x1) * (height / 6 - base);
  });
  return Math.abs(sum) * (Math.PI / 180);
}

/** Square metres per radian of longitude between the equator and a latitude. */
function onCylinder(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  const authalic = sine / (1 - E2 * sine * sine) + Math.atanh(E * sine) / E;
  return (SEMI_MAJOR * SEMI_MAJOR * (1 - E2) * authalic) / 2;
}
