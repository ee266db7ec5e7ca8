import { type RegionLevel } from '@ingrid/contract';
import { problem } from '@ingrid/kernel';
import { type GridOverlap } from './domain/overlaps.js';
import { mapConstraint } from '@ingrid/platform';

export const LEVEL_WORDS: Record<RegionLevel, { zh: string; en: string }> = {
  province: { zh: '省', en: 'province' },
  city: { zh: '市', en: 'city' },
  district: { zh: '区县', en: 'district' },
  street: { zh: '街道', en: 'street' },
  community: { zh: '社区', en: 'community' },
  grid: { zh: '网格', en: 'grid' },
};

export const gridsProblems = {
  regionNotFound: problem(
    'grids.region_not_found',
    404,
    () => '没有这个区域，或它不在您的辖区内。',
    () => 'There is no such region, or it is outside your area.',
  ),
  gridNotFound: problem(
    'grids.grid_not_found',
    404,
    () => '没有这个网格，或它已经撤销。',
    () => 'There is no such grid, or it no longer exists.',
  ),
  codeTaken: problem<{ code?: string }>(
    'grids.code_taken',
    409,
    (d) => `代码${d.code === undefined ? '' : ` ${d.code} `}已被另一个现行区域使用，请换一个。`,
    (d) => `The code ${d.code ?? ''} already belongs to another current region; choose another.`,
  ),
  badCode: problem<{ code: string }>(
    'grids.bad_code',
    400,
    (d) => `代码“${d.code}”只能由字母、数字、“-”和“_”组成。`,
    (d) => `The code “${d.code}” may only hold letters, digits, “-” and “_”.`,
  ),
  codeNotBelow: problem<{ code: string; parent: string }>(
    'grids.code_not_below_parent',
    400,
    (d) => `代码 ${d.code} 应以上级代码 ${d.parent} 开头。`,
    (d) => `The code ${d.code} must begin with the code of its parent, ${d.parent}.`,
  ),
  wrongLevel: problem<{ level: RegionLevel; parent: RegionLevel }>(
    'grids.wrong_level',
    400,
    (d) =>
      `${LEVEL_WORDS[d.level].zh}不能设在${LEVEL_WORDS[d.parent].zh}之下；网格须属于一个社区。`,
    (d) =>
      `A ${LEVEL_WORDS[d.level].en} cannot lie in a ${LEVEL_WORDS[d.parent].en}; a grid lies in one community.`,
  ),
  useGrids: problem(
    'grids.grid_needs_polygon',
    400,
    () => '网格需要边界，请在网格页面新建。',
    () => 'A grid needs its polygon; create it as a grid.',
  ),
  stale: problem<{ yours: number; current: number }>(
    'grids.stale',
    409,
    () => '这项内容刚被别人改过，请看过新内容再保存。',
    () => 'Somebody changed this meanwhile; look at the new state before saving.',
  ),
  badBox: problem(
    'grids.bad_bbox',
    400,
    () => '范围应为“西,南,东,北”四个经纬度，且西小于东、南小于北。',
    () => 'bbox must be west,south,east,north in degrees, west < east and south < north.',
  ),
  polygonRefused: problem<{
    faults: readonly {
      code: string;
      words: { zh: string; en: string };
      at: readonly [number, number] | null;
    }[];
  }>(
    'grids.polygon_refused',
    422,
    (d) => `边界不能使用：${d.faults.map((f) => f.words.zh).join('；')}。`,
    (d) => `The polygon cannot be used: ${d.faults.map((f) => f.words.en).join('; ')}.`,
  ),
  overlaps: problem<GridOverlap>(
    'grids.overlaps',
    422,
    (d) =>
      `与网格“${d.name}”（${d.code}）重叠约 ${d.squareMetres} 平方米，位置在 ${d.at.join(', ')}。`,
    (d) =>
      `It overlaps the grid “${d.name}” (${d.code}) by about ${d.squareMetres} m² at ${d.at.join(', ')}.`,
  ),
  staffNotFound: problem(
    'grids.staff_not_found',
    404,
    () => '没有这项任职，或它已经结束。',
    () => 'There is no such assignment, or it has ended.',
  ),
  staffTwice: problem(
    'grids.staff_twice',
    409,
    () => '这个人在这段时间已经担任本网格的同一职务。',
    () => 'This person already holds this post in this grid at that time.',
  ),
  staffDates: problem(
    'grids.staff_dates',
    400,
    () => '结束时间不能早于开始时间。',
    () => 'The end cannot be before the beginning.',
  ),
  personNotFound: problem(
    'grids.person_not_found',
    404,
    () => '没有这个人员，或不在您的辖区内。可以填写其完整账号，或先建立人员。',
    () =>
      'There is no such person, or not in your area. Give the exact login, or create the person first.',
  ),
};

mapConstraint('regions_current_code', () => gridsProblems.codeTaken({}));
mapConstraint('regions_current_path', () => gridsProblems.codeTaken({}));
mapConstraint('grid_staff_once', () => gridsProblems.staffTwice({}));
mapConstraint('grid_staff_dates', () => gridsProblems.staffDates({}));
