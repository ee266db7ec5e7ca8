import type { Position } from 'geojson';
import type { AreaGeometry, BBox, LngLat } from '../types.js';

/** West, south, east, north of a polygon. */
export function bboxOfArea(area: AreaGeometry): BBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = NaN, y = NaN] of ringsOfArea(area).flat()) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/** All rings of all parts, shells and holes alike. */
export function ringsOfArea(area: AreaGeometry): Position[][] {
  return area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
}

/** Twice the area of a ring in square degrees, positive when it runs counter-clockwise. */
export function signedDoubleArea(ring: readonly Position[]): number {
  const [[x0 = 0, y0 = 0] = []] = ring;
  let sum = 0;
  ring.forEach(([x1 = 0, y1 = 0], at) => {
    const [x2 = x0, y2 = y0] = ring[at + 1] ?? [];
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  });
  return sum;
}

/** A copy wound as RFC 7946 3.1.6 says: shells counter-clockwise, holes clockwise. */
export function windByRfc7946(area: AreaGeometry): AreaGeometry {
  const wind = (rings: Position[][]): Position[][] =>
    rings.map((ring, at) => (signedDoubleArea(ring) > 0 === (at === 0) ? ring : ring.toReversed()));
  return area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: wind(area.coordinates) }
    : { type: 'MultiPolygon', coordinates: area.coordinates.map(wind) };
}

/** The centre of mass, which may lie outside (see `labelPoint`). */
export function centroidOf(area: AreaGeometry): LngLat {
  const rings = ringsOfArea(windByRfc7946(area));
  const [x0 = 0, y0 = 0] = rings[0]?.[0] ?? [];
  let [x, y, weight] = [0, 0, 0];
  for (const ring of rings) {
    ring.forEach(([ax = x0, ay = y0], at) => {
      const [bx = ax, by = ay] = ring[at + 1] ?? [];
      const part = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
      x += (ax + bx - 2 * x0) * part;
      y += (ay + by - 2 * y0) * part;
      weight += part;
    });
  }
  return weight === 0 ? [x0, y0] : [x0 + x / (3 * weight), y0 + y / (3 * weight)];
}

/** Heights, as shares of the box, at which a place for the label is looked for; none is a round number that vertices like. */
const HEIGHTS = [0.503, 0.401, 0.607, 0.307, 0.701, 0.203, 0.809, 0.1013, 0.9007];

/** A point surely inside, where the polygon is wide: for labels and markers. */
export function labelPoint(area: AreaGeometry): LngLat {
  const [, south, , north] = bboxOfArea(area);
  const rings = ringsOfArea(area);
  let best: { width: number; at: LngLat } = { width: 0, at: centroidOf(area) };
  for (const share of HEIGHTS) {
    const y = south + (north - south) * share;
    const xs = crossings(rings, y);
    for (let at = 0; at + 1 < xs.length; at += 2) {
      const [west = 0, east = 0] = xs.slice(at, at + 2);
      // Away from the middle a span has to be clearly wider to win: a label is expected near the middle.
      const width = (east - west) * (1 - Math.abs(share - 0.5));
      if (width > best.width) best = { width, at: [(west + east) / 2, y] };
    }
  }
  return best.at;
}

function crossings(rings: readonly Position[][], y: number): number[] {
  const xs: number[] = [];
  for (const ring of rings) {
    ring.forEach(([ax = NaN, ay = NaN], at) => {
      const [bx = NaN, by = NaN] = ring[at + 1] ?? ring[0] ?? [];
      if (ay > y !== by > y) xs.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    });
  }
  return xs.sort((a, b) => a - b);
}
