import { type Position } from './lattice.js';

/** Invented names: nobody and no place of this list is meant to exist. */
export const COMMUNITIES = [
  '青藤社区',
  '望江社区',
  '春和社区',
  '书院社区',
  '石桥社区',
  '复兴门外大街甲7号院社区',
] as const;

export const STREET_NAMES = {
  northSouth: [
    '西环路',
    '柳荫巷',
    '槐树街',
    '文昌路',
    '小井巷',
    '梧桐大道',
    '双塔街',
    '青石巷',
    '学府路',
    '竹竿巷',
    '中山路',
    '南货街',
    '灯市巷',
    '槐安路',
    '药王巷',
    '东环路',
  ],
  eastWest: [
    '滨河路',
    '渡口街',
    '米市街',
    '安宁街',
    '新桥街',
    '人民路',
    '铁佛寺街',
    '织染街',
    '钟楼街',
    '北门街',
    '北环路',
  ],
} as const;

export const BUILDING_NAMES = [
  '青藤苑',
  '安居里',
  '望江花园',
  '春和家园',
  '书院新村',
  '石桥公寓',
  '机械厂宿舍',
  '银杏庭',
  '和顺里',
  '紫薇园',
  '荣华居',
  '教师新村',
] as const;

export interface Place {
  name: string;
  kind: 'school' | 'market' | 'hospital' | 'office';
  block: Position;
}

export const PLACES: readonly Place[] = [
  { name: '梧桐小学', kind: 'school', block: [1, 3] },
  { name: '春和农贸市场', kind: 'market', block: [11, 2] },
  { name: '网格区第二医院', kind: 'hospital', block: [7, 8] },
  { name: '梧桐街道办事处', kind: 'office', block: [6, 4] },
  { name: '书院中学', kind: 'school', block: [2, 7] },
  { name: '石桥批发市场', kind: 'market', block: [13, 8] },
];

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const GIVEN = [
  '秀英',
  '建国',
  '丽华',
  '志强',
  '桂兰',
  '伟',
  '敏',
  '静',
  '磊',
  '晓燕',
  '国庆',
  '雨桐',
  '子涵',
  '海燕',
  '文博',
  '玉珍',
  '立新',
  '春梅',
  '俊杰',
  '思远',
];

/** The n-th invented person. */
export function personName(n: number): string {
  return `${SURNAMES[n % SURNAMES.length] ?? '王'}${GIVEN[(n * 7 + Math.floor(n / SURNAMES.length)) % GIVEN.length] ?? '伟'}`;
}

/** Numbers of a range that is never given out: 199 0000 xxxx is used for the demonstration only. */
export function personPhone(n: number): string {
  return `1990000${String(n % 10_000).padStart(4, '0')}`;
}
