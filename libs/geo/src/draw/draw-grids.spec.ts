import { describe, expect, it } from '@jest/globals';
import type { LineString, MultiLineString, Polygon } from 'geojson';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgePolygon } from '../judge/judge-polygon.js';
import { GridIndex } from '../locate/grid-index.js';
import { areaSquareMeters } from '../measure/area.js';
import { randomFrom } from '../testing/irregular-grids.js';
import { drawGridsAlongLines, type DrawnGrid } from './draw-grids.js';

function box(west: number, south: number, east: number, north: number): Polygon {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

const line = (...coordinates: [number, number][]): LineString => ({
  type: 'LineString',
  coordinates,
});
const STREET = box(113.9, 22.5, 113.92, 22.52);

/** Every place in the boundary lies in exactly one drawn grid, and the areas add up. */
function expectPartition(
  boundary: Polygon,
  grids: readonly DrawnGrid[],
  [west, south, east, north]: readonly [number, number, number, number],
): void {
  for (const { polygon } of grids) expect(judgePolygon(polygon)).toEqual([]);
  const total = grids.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  expect(Math.abs(total - areaSquareMeters(boundary))).toBeLessThan(
    grids.length + areaSquareMeters(boundary) * 1e-6,
  );
  const alone = grids.map(({ polygon }, at) => GridIndex.build([{ id: String(at), polygon }]));
  const random = randomFrom(1);
  for (let at = 0; at < 500; at++) {
    const [x, y] = [west + random() * (east - west), south + random() * (north - south)];
    expect(alone.filter((index) => index.locate(x, y) !== null)).toHaveLength(1);
  }
}

describe('drawGridsAlongLines', () => {
  it('makes one grid of an area without roads', () => {
    const grids = drawGridsAlongLines(STREET, []);
    expect(grids).toHaveLength(1);
    expect(grids[0]?.polygon).toEqual(STREET);
  });

  it('cuts along crossing roads, also where they stop a little short of the border', () => {
    const roads = [
      line([113.90005, 22.51], [113.91995, 22.5101]),
      line([113.91, 22.49], [113.9101, 22.53]),
    ];
    const grids = drawGridsAlongLines(STREET, roads);
    expect(grids).toHaveLength(4);
    expectPartition(STREET, grids, [113.9, 22.5, 113.92, 22.52]);
    const west = grids.map(({ polygon }) =>
      Math.min(...polygon.coordinates.flat().map(([x = 0]) => x)),
    );
    expect(west.map((x) => (x < 113.905 ? 'west' : 'east'))).toEqual([
      'west',
      'east',
      'west',
      'east',
    ]);
  });

  it('joins the strip between two carriageways and small corners to the neighbour along the longest border', () => {
    const roads = [
      line([113.89, 22.51], [113.93, 22.51]),
      line([113.89, 22.5101], [113.93, 22.5101]),
      line([113.9, 22.5003], [113.9003, 22.5]),
    ];
    const grids = drawGridsAlongLines(STREET, roads);
    expect(grids).toHaveLength(2);
    expectPartition(STREET, grids, [113.9, 22.5, 113.92, 22.52]);
    expect(drawGridsAlongLines(STREET, roads, { minAreaM2: 0, minWidthMeters: 0 })).toHaveLength(4);
  });

  it('ignores dead ends and leaves holes of the area out', () => {
    const hole: [number, number][] = [
      [113.905, 22.505],
      [113.905, 22.508],
      [113.908, 22.508],
      [113.908, 22.505],
      [113.905, 22.505],
    ];
    const area: Polygon = { type: 'Polygon', coordinates: [...STREET.coordinates, hole] };
    const grids = drawGridsAlongLines(area, [line([113.91, 22.51], [113.915, 22.515])]);
    expect(grids).toHaveLength(1);
    expect(grids[0]?.polygon.coordinates).toHaveLength(2);
    expect(Math.abs((grids[0]?.areaM2 ?? 0) - areaSquareMeters(area))).toBeLessThan(10);
  });

  const folder = join(process.cwd(), '../shared/data/nanshan');
  const ifPresent = existsSync(folder) ? it : it.skip;
  ifPresent(
    'draws grids along the roads of 南山 (skipped without ../shared/data)',
    () => {
      const roads = ['nanshan-road1', 'nanshan-road2', 'nanshan-road3'].flatMap((name) => {
        const read: { features: { geometry: LineString | MultiLineString }[] } = JSON.parse(
          readFileSync(join(folder, `${name}.geojson`), 'utf8'),
        );
        return read.features.map(({ geometry }) => geometry);
      });
      const street = box(113.92, 22.51, 113.948, 22.534);
      const grids = drawGridsAlongLines(street, roads);
      expect(grids.length).toBeGreaterThan(20);
      expect(grids.every(({ areaM2 }) => areaM2 >= 10_000)).toBe(true);
      expectPartition(street, grids, [113.92, 22.51, 113.948, 22.534]);
      expect(drawGridsAlongLines(street, roads)).toEqual(grids);
    },
    60_000,
  );
});
