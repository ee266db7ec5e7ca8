import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topologyError } from '../jsts/geometry.js';
import { irregularGrids } from '../testing/irregular-grids.js';
import type { AreaGeometry } from '../types.js';
import { CASES, hole, parts, polygon, SQUARE } from '../testing/faulty-polygons.js';
import { isError, judgePolygon } from './judge-polygon.js';

describe('judgePolygon', () => {
  it.each(CASES)('names $what with its place', ({ area, code, path, at }) => {
    const found = judgePolygon(area).find((one) => one.code === code);
    expect(found?.path).toEqual(path);
    expect(found?.at).toEqual(at);
  });

  it('finds nothing wrong with good polygons, holes touching at a point included', () => {
    expect(judgePolygon(polygon(SQUARE, hole(4, 4)))).toEqual([]);
    expect(
      judgePolygon(
        polygon(SQUARE, [
          [0, 0],
          [2, 4],
          [4, 2],
          [0, 0],
        ]),
      ),
    ).toEqual([]);
    expect(judgePolygon(parts([SQUARE], [hole(10, 10)]))).toEqual([]);
    for (const grid of irregularGrids(200, 33, 5, { holeEvery: 3 })) {
      expect(judgePolygon(grid.polygon)).toEqual([]);
    }
  });

  it('says the place in words a clerk can follow, in both languages', () => {
    const [first] = judgePolygon(
      polygon([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
        [0, 0],
      ]),
    );
    expect(first?.words.zh).toBe('第 1 个面，外边界，第 1 点：边界自己相交（5, 5）');
    expect(first?.words.en).toBe(
      'polygon 1, outer border, point 1: the border crosses itself (5, 5)',
    );
  });

  it('agrees with the JSTS validity check on random polygons', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
    const ring = fc.array(position, { minLength: 3, maxLength: 8 });
    const property = fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
      const closed = rings.map((points) => [...points, points[0] ?? [0, 0]]);
      const area = polygon(...closed);
      const wrong = judgePolygon(area).some(isError);
      expect(wrong).toBe(topologyError(area) !== null);
    });
    fc.assert(property, { numRuns: 3_000 });
  });

  it('refuses too many points and gives up on tangles', () => {
    expect(judgePolygon(polygon(SQUARE), { maxVertices: 4 })[0]?.code).toBe('too_many_vertices');
    const star: Position[] = [];
    for (let at = 0; at < 20_001; at++) {
      const angle = (at * Math.PI * 10_000) / 20_001;
      star.push([Math.cos(angle), Math.sin(angle)]);
    }
    star.push(star[0] ?? [0, 0]);
    expect(judgePolygon(polygon(star)).some(isError)).toBe(true);
  });

  const file = join(process.cwd(), '../shared/data/nanshan/nanshan-building.geojson');
  const ifPresent = existsSync(file) ? it : it.skip;
  ifPresent(
    'finds the invalid buildings of 南山 with their places (skipped without ../shared/data)',
    () => {
      const read: { features: { geometry: AreaGeometry }[] } = JSON.parse(
        readFileSync(file, 'utf8'),
      );
      const wrong = read.features.map(({ geometry }, feature) => ({
        feature,
        found: judgePolygon(geometry, { maxFindings: 100 }).filter(isError),
      }));
      expect(wrong.filter(({ found }) => found.length > 0).map(({ feature }) => feature)).toEqual([
        0, 1,
      ]);
      const said = wrong.flatMap(({ feature, found }) =>
        found.map(({ code, path, at }) => [feature, code, path.polygon, at]),
      );
      expect(said).toEqual([
        [0, 'ring_touches_itself', 1366, [113.925329, 22.521143]],
        [0, 'ring_touches_itself', 1714, [113.91734, 22.524508]],
        [0, 'parts_overlap', expect.anything(), [113.93124, 22.508408]],
        [1, 'ring_touches_itself', 628, [113.914371, 22.536998]],
      ]);
    },
    60_000,
  );
});
