import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { convertPoint } from '../convert/coordinates.js';
import { GridIndex } from '../locate/grid-index.js';
import { irregularGrids } from '../testing/irregular-grids.js';
import type { AreaGeometry } from '../types.js';
import { areaSquareMeters } from './area.js';
import { distanceMeters } from './distance.js';
import { bboxOfArea, centroidOf, labelPoint, signedDoubleArea, windByRfc7946 } from './shape.js';

function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function polygon(...coordinates: Position[][]): AreaGeometry {
  return { type: 'Polygon', coordinates };
}

describe('areaSquareMeters', () => {
  it('gives the whole earth its known surface', () => {
    const whole =
      areaSquareMeters(polygon(box(-180, -90, 180, 0))) +
      areaSquareMeters(polygon(box(-180, 0, 180, 90)));
    expect(Math.abs(whole - 510_065_621_724_088)).toBeLessThan(100);
  });

  it('gives a degree at the equator close to the geodesic figure', () => {
    // 12,308,778,361 m² with geodesic edges (Karney, GeographicLib Planimeter).
    const degree = areaSquareMeters(polygon(box(0, 0, 1, 1)));
    expect(Math.abs(degree / 12_308_778_361 - 1)).toBeLessThan(1e-4);
  });

  it('takes out holes, adds parts, and does not care about winding', () => {
    const [outer, hole] = [box(113.9, 22.5, 113.91, 22.51), box(113.902, 22.502, 113.904, 22.504)];
    const full = areaSquareMeters(polygon(outer));
    const part = areaSquareMeters(polygon(hole));
    expect(areaSquareMeters(polygon(outer, hole))).toBeCloseTo(full - part, -1);
    expect(areaSquareMeters(polygon(outer.toReversed(), hole))).toBeCloseTo(full - part, -1);
    expect(areaSquareMeters({ type: 'MultiPolygon', coordinates: [[outer], [hole]] })).toBeCloseTo(
      full + part,
      -1,
    );
    expect(Number.isInteger(full)).toBe(true);
  });

  it('adds up over a partition to the area of the whole', () => {
    const grids = irregularGrids(100, 33, 4, { holeEvery: 7 });
    const parts = grids.reduce((sum, grid) => sum + areaSquareMeters(grid.polygon), 0);
    // 100 grids of about 0.003° × 0.003° at 22.4°: jitter moves the outer border only.
    expect(parts / areaSquareMeters(polygon(box(113.8, 22.4, 113.83, 22.43)))).toBeCloseTo(1, 1);
  });
});

describe('distanceMeters', () => {
  it('knows the length of a degree', () => {
    expect(distanceMeters([0, 0], [0, 1])).toBeCloseTo(111_195, 0);
    expect(distanceMeters([114, 60], [115, 60])).toBeCloseTo(55_597, -1);
    expect(distanceMeters([113.9, 22.5], [113.9, 22.5])).toBe(0);
    expect(distanceMeters([0, 0], [180, 0])).toBeCloseTo(20_015_114, -1);
  });
});

describe('shape', () => {
  it('puts the label inside, also in crescents and around holes', () => {
    for (const seed of [1, 2, 3]) {
      for (const grid of irregularGrids(60, 33, seed, { holeEvery: 2 })) {
        const [lng, lat] = labelPoint(grid.polygon);
        expect(GridIndex.build([grid]).locate(lng, lat)).toBe(grid.id);
      }
    }
    const crescent = polygon([
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 9],
      [9, 9],
      [9, 1],
      [0, 1],
      [0, 0],
    ]);
    const [lng, lat] = labelPoint(crescent);
    expect(GridIndex.build([{ id: 'c', polygon: crescent }]).locate(lng, lat)).toBe('c');
  });

  it('winds shells counter-clockwise and holes clockwise', () => {
    const wound = windByRfc7946(polygon(box(0, 0, 3, 3).toReversed(), box(1, 1, 2, 2)));
    expect(
      wound.coordinates.map((ring) => Math.sign(signedDoubleArea(ring as Position[]))),
    ).toEqual([1, -1]);
  });

  it('knows box and centre of mass', () => {
    const area = polygon(box(0, 0, 4, 2), box(0, 0, 2, 2));
    expect(bboxOfArea(area)).toEqual([0, 0, 4, 2]);
    expect(centroidOf(area)).toEqual([3, 1]);
  });
});

describe('convertPoint', () => {
  it('moves a place in Shenzhen by some hundred metres and back within a metre', () => {
    const property = fc.property(
      fc.double({ min: 113.7, max: 114.6, noNaN: true }),
      fc.double({ min: 22.4, max: 22.9, noNaN: true }),
      fc.constantFrom('GCJ02' as const, 'BD09' as const),
      (lng, lat, system) => {
        const there = convertPoint([lng, lat], 'WGS84', system);
        expect(distanceMeters([lng, lat], there)).toBeGreaterThan(50);
        expect(distanceMeters([lng, lat], there)).toBeLessThan(2_000);
        expect(distanceMeters([lng, lat], convertPoint(there, system, 'CGCS2000'))).toBeLessThan(1);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('leaves CGCS2000 as it is', () => {
    expect(convertPoint([113.9, 22.5], 'CGCS2000', 'WGS84')).toEqual([113.9, 22.5]);
  });
});
