import { describe, expect, it } from '@jest/globals';
import { type RegionLevel } from '@ingrid/contract';
import { levelOfWords, regionColumns } from './region-columns.js';
import { type KnownRegion, planRegions, type RegionPlan } from './region-plan.js';
import { rankOf, readRegionRow, type RegionRow } from './region-rows.js';

const region = (
  code: string,
  level: RegionLevel,
  path: string,
  parentId: string | null,
): KnownRegion => ({
  id: `id-${code}`,
  code,
  name: `名${code}`,
  level,
  path,
  parentId,
});
const TREE = [
  region('44', 'province', '44', null),
  region('4403', 'city', '44.4403', 'id-44'),
  region('440305', 'district', '44.4403.440305', 'id-4403'),
  region('440305007', 'street', '44.4403.440305.440305007', 'id-440305'),
];

function read(header: string, ...lines: string[]): RegionRow[] {
  const { columns, fault } = regionColumns(header.split(','));
  expect(fault).toBeNull();
  return lines.flatMap((line, at) => {
    const found = readRegionRow(line.split(','), columns, at + 2);
    return 'row' in found ? [found.row] : [];
  });
}

function plan(rows: readonly RegionRow[], scopes: readonly string[] = ['']): RegionPlan {
  let n = 0;
  const known = new Map(TREE.map((one) => [one.code, one]));
  return planRegions(rows, { known, dealtWith: new Set(), scopes, newId: () => `new-${(n += 1)}` });
}

describe('reading a table of regions', () => {
  it.each([
    ['code,name', []],
    ['代码,名称,上级代码', []],
    ['"行政区划代码",名 称', []],
    ['name', ['code（代码）']],
    ['x,y', ['code（代码）', 'name（名称）']],
  ])('finds the columns of %s', (header, missing) => {
    expect(regionColumns(header.split(',')).fault?.missing ?? []).toEqual(missing);
  });

  it.each([
    ['街道', 'street'],
    ['镇', 'street'],
    ['社区', 'community'],
    ['区县', 'district'],
    ['网格', null],
    ['?', null],
  ])('takes %s for %s', (words, level) => {
    expect(levelOfWords(words)).toBe(level);
  });

  it.each([
    ['code,name,provinceCode', '4404,珠海市,44', 'city', '44'],
    ['code,name,cityCode,provinceCode', '440306,宝安区,4403,44', 'district', '4403'],
    [
      'code,name,areaCode,provinceCode,cityCode',
      '440305008,桃源街道,440305,44,4403',
      'street',
      '440305',
    ],
    [
      'code,name,streetCode,provinceCode',
      '440305007001,社区,440305007,44',
      'community',
      '440305007',
    ],
    ['code,name', '44,广东省', 'province', null],
    ['code,name', '440305007002,按代码找上级', 'community', '440305007'],
    ['code,name,parentCode', 'A-1,自定代码,440305', null, '440305'],
    ['code,name,parentCode,level', '440305009,某镇,440305,镇', 'street', '440305'],
  ])('%s: %s is a %s below %s', (header, line, level, parentCode) => {
    expect(read(header, line)).toMatchObject([{ level, parentCode }]);
  });

  it('takes parents before their children, and unusable codes first', () => {
    expect(['440305007001', '!', '44', '440305'].sort((a, b) => rankOf(a) - rankOf(b))).toEqual([
      '!',
      '44',
      '440305',
      '440305007001',
    ]);
  });
});

describe('what an import does to the tree', () => {
  it('adds what is new, renames what has another name and leaves the rest', () => {
    const rows = read(
      'code,name,parentCode',
      '440305008,新街道,440305',
      '440305007,改名街道,440305',
      '440305,名440305,4403',
    );
    expect(plan(rows).planned).toMatchObject([
      { deed: 'created', path: '44.4403.440305.440305008', parentId: 'id-440305' },
      { deed: 'changed', nameBefore: '名440305007', name: '改名街道' },
      { deed: 'kept' },
    ]);
  });

  it('lets a row stand on a row before it', () => {
    const rows = read('code,name', '440305008,新街道', '440305008001,新社区');
    expect(plan(rows).planned).toMatchObject([{ id: 'new-1' }, { parentId: 'new-1' }]);
  });

  it.each([
    ['code,name,parentCode', '440305008,甲,440399', 'unknown_parent'],
    ['code,name,parentCode', '440399008,甲,440305', 'code_not_below_parent'],
    ['code,name,parentCode,level', '440305008,甲,440305007,街道', 'wrong_level'],
    ['code,name,parentCode', '440305,甲,44', 'parent_differs'],
    ['code,name', 'A1,甲', 'no_parent'],
  ])('refuses by %s the row %s: %s', (header, line, code) => {
    const { planned, faults } = plan(read(header, line));
    expect(planned).toEqual([]);
    expect(faults).toMatchObject([{ position: 2, code }]);
  });

  it('refuses a code twice and what lies outside the area of the person', () => {
    const rows = read('code,name', '440305008,甲', '440305008,乙', '440306,丙', '44,名44');
    const { planned, faults } = plan(rows, ['44.4403.440305']);
    expect(planned).toMatchObject([{ code: '440305008' }, { code: '44', deed: 'kept' }]);
    expect(faults).toMatchObject([
      { position: 3, code: 'duplicate_code' },
      { position: 4, code: 'out_of_scope' },
    ]);
  });
});
