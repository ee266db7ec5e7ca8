import { describe, expect, it } from 'vitest';
import { type GridCollection, type MapPoint } from '../../map';
import { gridStatus, withMarks } from './grid-marks';

const grids: GridCollection = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { id: 'g', name: '第一网格' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 4],
            [0, 4],
            [0, 0],
          ],
          [
            [1, 1],
            [2, 1],
            [2, 2],
            [1, 2],
            [1, 1],
          ],
        ],
      },
    },
  ],
};
const at = (id: string, lng: number, lat: number, mark: MapPoint['mark']): MapPoint => ({
  id,
  lng,
  lat,
  mark,
  title: id,
});

describe('how a grid stands', () => {
  it('is its worst open clock; ended matters and those in a hole or outside do not count', () => {
    const points = [
      at('in', 3, 3, 'on_time'),
      at('late', 3, 1, 'overdue'),
      at('hole', 1.5, 1.5, 'overdue'),
      at('out', 9, 9, 'overdue'),
      at('done', 3, 2, 'done'),
    ];
    const status = gridStatus(grids, points);
    expect(status.get('g')).toEqual({ open: 2, mark: 'overdue' });
    expect(withMarks(grids, status).features[0]?.properties.mark).toBe('overdue');
  });

  it('has no mark where nothing is open', () => {
    expect(withMarks(grids, gridStatus(grids, [])).features[0]?.properties.mark).toBeUndefined();
  });
});
