import { describe, expect, it } from '@jest/globals';
import { coarse } from './coarse.js';
import { readGridFacts } from './grid-properties.js';

describe('the properties of a grid in a file', () => {
  it('takes English and Chinese titles, numbers and spaces', () => {
    expect(readGridFacts({ gridCode: 123456, Name: ' 一号 ', parent_code: 12 }, 1)).toEqual({
      facts: {
        code: '123456',
        name: '一号',
        communityCode: '12',
        kind: 'general',
        extent: null,
        households: null,
        supervisionPhone: null,
      },
    });
    expect(
      readGridFacts({ 网格编号: 'A1', 网格名称: '专网', 类型: '专属', 户数: '0' }, 1),
    ).toMatchObject({
      facts: { kind: 'special', households: 0 },
    });
  });

  it.each([
    [{ name: 'x' }, 'missing_code', 'code'],
    [{ code: 'a b', name: 'x' }, 'bad_code', 'code'],
    [{ code: 'a' }, 'missing_name', 'name'],
    [{ code: 'a', 名称: 'x\u0000' }, 'control_characters', '名称'],
    [{ code: 'a', name: '\ud800' }, 'control_characters', 'name'],
    [{ code: 'a', name: '长'.repeat(201) }, 'text_too_long', 'name'],
    [{ code: 'a', name: 'x', kind: '圆' }, 'bad_kind', 'kind'],
    [{ code: 'a', name: 'x', households: 1.5 }, 'bad_number', 'households'],
    [{ code: 'a', name: 'x', 监督电话: '打给我' }, 'bad_phone', '监督电话'],
    [{ code: {}, name: [] }, 'missing_code', 'code'],
  ])('names what is wrong with %j', (properties, code, column) => {
    expect(readGridFacts(properties, 3)).toMatchObject({ faults: [{ position: 3, code, column }] });
  });
});

describe('coarse polygons', () => {
  it('drop places closer than a metre and keep a shape that is smaller', () => {
    const line = [
      [0, 0],
      [0.1, 0],
      [0.1000001, 0.0000001],
      [0.1, 0.1],
      [0, 0],
    ];
    expect(coarse({ type: 'Polygon', coordinates: [line] }).coordinates[0]).toHaveLength(4);
    const tiny = [
      [0, 0],
      [1e-7, 0],
      [1e-7, 1e-7],
      [0, 0],
    ];
    expect(coarse({ type: 'MultiPolygon', coordinates: [[tiny]] }).coordinates[0]).toEqual([tiny]);
  });
});
