import { type RegionLevel } from '@ingrid/contract';

export type RegionColumn =
  | 'code'
  | 'name'
  | 'level'
  | 'parentCode'
  | 'streetCode'
  | 'areaCode'
  | 'cityCode'
  | 'provinceCode';

/** Where each column stands in the table, with its own title. */
export type RegionColumns = Partial<Record<RegionColumn, { at: number; title: string }>>;

const SYNONYMS: Record<RegionColumn, readonly string[]> = {
  code: ['code', '代码', '编码', '区划代码', '行政区划代码', '统计用区划代码', '区域代码'],
  name: ['name', '名称', '区划名称', '区域名称', '单位名称'],
  level: ['level', '级别', '层级', '区划级别'],
  parentCode: [
    'parentcode',
    'parent',
    '上级代码',
    '上级编码',
    '父级代码',
    '上级区划代码',
    '所属代码',
  ],
  streetCode: ['streetcode', '街道代码', '乡镇代码', '街道乡镇代码'],
  areaCode: ['areacode', 'districtcode', '区县代码', '区代码', '县代码'],
  cityCode: ['citycode', '市代码', '城市代码', '地市代码'],
  provinceCode: ['provincecode', '省代码', '省份代码'],
};

const LEVELS: readonly (readonly [RegionLevel, RegExp])[] = [
  ['province', /^(province|省|省级|直辖市|自治区)$/i],
  ['city', /^(city|市|地市|地级|市级)$/i],
  ['district', /^(district|area|区|县|区县|县级|区县级)$/i],
  ['street', /^(street|town|街道|镇|乡|乡镇|街道乡镇|街镇)$/i],
  ['community', /^(community|village|社区|村|村居|社区村)$/i],
];

export interface HeaderFault {
  readonly missing: string[];
  readonly twice: string | null;
}

/** Finds the columns of a header, whose titles may be English or Chinese. */
export function regionColumns(header: readonly string[]): {
  columns: RegionColumns;
  fault: HeaderFault | null;
} {
  const columns: RegionColumns = {};
  let twice: string | null = null;
  for (const [at, title] of header.entries()) {
    const column = columnOf(title);
    if (!column) continue;
    if (columns[column]) twice ??= title;
    columns[column] = { at, title };
  }
  const missing = [
    ...(columns.code ? [] : ['code（代码）']),
    ...(columns.name ? [] : ['name（名称）']),
  ];
  const isGood = missing.length === 0 && twice === null;
  return { columns, fault: isGood ? null : { missing, twice } };
}

/** The level somebody wrote in words; null when it is none we know. */
export function levelOfWords(words: string): RegionLevel | null {
  return LEVELS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

function columnOf(title: string): RegionColumn | null {
  const plain = title.replaceAll(/[\s_\uFEFF"“”（）()-]/g, '').toLowerCase();
  const found = Object.entries(SYNONYMS).find(([, words]) => words.includes(plain));
  // Keys of a Record of exactly these columns.
  return found ? (found[0] as RegionColumn) : null;
}
