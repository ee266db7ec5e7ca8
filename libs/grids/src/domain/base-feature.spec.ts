import { describe, expect, it } from '@jest/globals';
import { type BasePart, basePartsOf } from './base-feature.js';
import { boxOfGeometry, detailFor } from './base-detail.js';

const square = (x: number, y: number, side = 0.001): number[][][] => [
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ],
];
const BOW_TIE = [
  [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ],
];

const parts = (geometry: unknown, properties: object = {}): BasePart[] => [
  ...basePartsOf({ type: 'Feature', properties, geometry }, 3),
];

describe('a feature of a base map', () => {
  it('is taken apart, and a bad house does not take the others with it', () => {
    const found = parts({
      type: 'MultiPolygon',
      coordinates: [square(1, 1), BOW_TIE, square(2, 2)],
    });
    expect(found).toMatchObject([
      { feature: { kind: 'building', geometry: { type: 'Polygon' } } },
      { fault: { feature: 3, part: 1, code: 'self_intersection' } },
      { feature: { kind: 'building' } },
    ]);
  });

  it.each([
    [{ kind: 'water' }, 'water'],
    [{ highway: 'residential' }, 'road'],
    [{ leisure: 'park' }, 'park'],
    [{ kind: 'volcano' }, 'building'],
  ])('with %j is of kind %s', (properties, kind) => {
    const [part] = parts({ type: 'Polygon', coordinates: square(1, 1) }, properties);
    expect(part).toMatchObject({ feature: { kind } });
  });

  it('keeps its name, and lines are roads', () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [1, 1],
        [2, 2],
      ],
    };
    expect(parts(line, { name: ' 深南大道 ' })).toEqual([
      { feature: { kind: 'road', name: '深南大道', geometry: line } },
    ]);
  });

  it.each([
    [null, 'not_drawable'],
    [{ type: 'Point', coordinates: [1, 1] }, 'not_drawable'],
    [{ type: 'Polygon', coordinates: 7 }, 'not_drawable'],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            ['a', 1],
            [2, 2],
            [3, 3],
            [1, 1],
          ],
        ],
      },
      'bad_coordinates',
    ],
    [
      {
        type: 'LineString',
        coordinates: [
          [1, 1],
          [1e9, 2],
        ],
      },
      'bad_coordinates',
    ],
  ])('that is %j is a fault, never a crash', (geometry, code) => {
    expect(parts(geometry)).toMatchObject([{ fault: { code } }]);
  });
});

describe('the detail of a drawing', () => {
  it('falls with the zoom until nothing is left', () => {
    const house = { type: 'Polygon' as const, coordinates: square(113.9301234567, 22.5, 0.0003) };
    expect(detailFor(house, 18)).toMatchObject({ type: 'Polygon' });
    expect(detailFor(house, 8)).toBeNull();
  });

  it('never lies in a place far from the true one', () => {
    const road = {
      type: 'LineString' as const,
      coordinates: [
        [113.9, 22.5],
        [113.95, 22.54],
      ],
    };
    const seen = detailFor(road, 12);
    const [west, south] = seen ? boxOfGeometry(seen) : [0, 0];
    expect(Math.abs(west - 113.9)).toBeLessThan(0.0002);
    expect(Math.abs(south - 22.5)).toBeLessThan(0.0002);
  });
});
