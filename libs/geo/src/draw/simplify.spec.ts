import { describe, expect, it } from '@jest/globals';
import type { Position } from 'geojson';
import { GridIndex } from '../locate/grid-index.js';
import { areaSquareMeters } from '../measure/area.js';
import { ringsOfArea } from '../measure/shape.js';
import { irregularGrids, randomFrom } from '../testing/irregular-grids.js';
import type { AreaGeometry } from '../types.js';
import { simplifyAreas } from './simplify.js';

const count = (areas: readonly AreaGeometry[]): number =>
  areas.flatMap(ringsOfArea).reduce((sum, ring) => sum + ring.length, 0);

describe('simplifyAreas', () => {
  const grids = irregularGrids(100, 33, 6, { holeEvery: 9 });
  const areas = grids.map(({ polygon }) => polygon);

  it('keeps a partition a partition while dropping points', () => {
    const coarse = simplifyAreas(areas, 10);
    expect(count(coarse)).toBeLessThan(count(areas) * 0.7);
    const indexes = coarse.map((polygon, at) => GridIndex.build([{ id: String(at), polygon }]));
    const random = randomFrom(4);
    for (let at = 0; at < 1_000; at++) {
      const [x, y] = [113.802 + random() * 0.026, 22.402 + random() * 0.026];
      expect(indexes.filter((index) => index.locate(x, y) !== null)).toHaveLength(1);
    }
  });

  it('stays near the original and closes every ring', () => {
    simplifyAreas(areas, 5).forEach((area, at) => {
      const before = areaSquareMeters(areas[at] ?? area);
      expect(Math.abs(areaSquareMeters(area) / before - 1)).toBeLessThan(0.05);
      for (const ring of ringsOfArea(area)) expect(ring[0]).toEqual(ring.at(-1));
    });
  });

  it('changes nothing at tolerance zero but points on straight lines, and leaves triangles alone', () => {
    expect(count(simplifyAreas(areas, 0))).toBe(count(areas));
    const triangle: Position[] = [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    const area: AreaGeometry = { type: 'MultiPolygon', coordinates: [[triangle]] };
    expect(simplifyAreas([area], 1e9)).toEqual([area]);
  });
});
