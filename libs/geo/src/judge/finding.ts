import type { LngLat } from '../types.js';

/** Where in a file: all counted from 0. A MultiPolygon has several polygons; ring 0 is the outer border, others holes. */
export interface FindingPath {
  readonly feature?: number;
  readonly polygon?: number;
  readonly ring?: number;
  readonly vertex?: number;
}

/** One thing said about a polygon. An `error` makes it unusable; a `note` tells what was found or mended. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'note';
  readonly path: FindingPath;
  readonly at: LngLat | null;
  /** A plain sentence with the place in it, one per language. */
  readonly words: { readonly zh: string; readonly en: string };
}

type Kind = readonly [severity: Finding['severity'], zh: string, en: string];

const KINDS = {
  bad_coordinates: ['error', '坐标不是数字', 'a coordinate is not a number'],
  converted: ['note', '坐标已换算为 CGCS2000', 'coordinates were converted to CGCS2000'],
  disconnected_interior: [
    'error',
    '内部被空洞隔断，不连成一片',
    'holes cut the interior into pieces',
  ],
  duplicate_rings: ['error', '同一条边界画了两遍', 'the same ring is drawn twice'],
  duplicate_vertex: ['note', '相邻两点重复', 'two neighbouring points are the same'],
  duplicates_removed: ['note', '已去掉重复的点', 'repeated points were removed'],
  crs_overridden: [
    'note',
    '文件里写的坐标系与所选不同，按所选的处理',
    'the file names another coordinate system than chosen; the chosen one was used',
  ],
  feature_too_large: [
    'error',
    '这一项太大，没有读取',
    'this feature is too large and was not read',
  ],
  hole_outside_shell: ['error', '空洞在外边界之外', 'a hole lies outside the outer border'],
  invalid: ['error', '形状不合规则', 'the shape breaks the rules for polygons'],
  nested_holes: ['error', '一个空洞套在另一个空洞里', 'a hole lies inside another hole'],
  no_geometry: ['error', '没有图形', 'there is no geometry'],
  not_a_feature: ['error', '不是 GeoJSON 要素', 'this is not a GeoJSON feature'],
  not_polygon: ['error', '图形不是面', 'the geometry is not a polygon'],
  out_of_range: ['error', '经纬度超出范围', 'longitude or latitude is out of range'],
  axes_swapped: ['error', '经度和纬度像是写反了', 'longitude and latitude seem to be swapped'],
  projected: [
    'error',
    '坐标像是投影坐标（米），请先转成经纬度',
    'the coordinates look projected (metres); convert them to degrees first',
  ],
  parts_overlap: ['error', '几个部分互相重叠', 'parts of the shape overlap'],
  ring_closed: ['note', '边界没有闭合，已补上', 'an open ring was closed'],
  ring_not_closed: ['error', '边界没有闭合', 'a ring is not closed'],
  ring_touches_itself: ['error', '边界在一点上碰到自己', 'the border touches itself at a point'],
  rings_cross: ['error', '两条边界相交', 'two rings cross each other'],
  self_intersection: ['error', '边界自己相交', 'the border crosses itself'],
  spike: ['error', '边界有一根来回重叠的尖刺', 'the border runs out and back along the same line'],
  too_few_points: ['error', '边界少于三个不同的点', 'a ring has fewer than three different points'],
  too_many_vertices: ['error', '点太多', 'there are too many points'],
  too_tangled: ['error', '边线重叠太多，无法检查', 'the border is too tangled to be checked'],
  winding_fixed: ['note', '绕行方向已改正', 'the direction of a ring was corrected'],
  z_dropped: ['note', '高程已略去', 'heights were dropped'],
  zero_area: ['error', '面积为零', 'the area is zero'],
} as const satisfies Record<string, Kind>;

export type FindingCode = keyof typeof KINDS;

/** Makes a finding; the words name the place, counted from 1 as people do. */
export function finding(code: FindingCode, path: FindingPath, at: LngLat | null = null): Finding {
  const [severity, zh, en] = KINDS[code];
  return {
    code,
    severity,
    path,
    at,
    words: { zh: zhWords(path, at, zh), en: enWords(path, at, en) },
  };
}

function zhWords(path: FindingPath, at: LngLat | null, what: string): string {
  const place = [
    path.feature === undefined ? '' : `第 ${path.feature + 1} 项`,
    path.polygon === undefined ? '' : `第 ${path.polygon + 1} 个面`,
    path.ring === undefined ? '' : path.ring === 0 ? '外边界' : `第 ${path.ring} 个空洞`,
    path.vertex === undefined ? '' : `第 ${path.vertex + 1} 点`,
  ].filter((part) => part !== '');
  const where = place.length === 0 ? '' : `${place.join('，')}：`;
  return `${where}${what}${at === null ? '' : `（${shown(at)}）`}`;
}

function enWords(path: FindingPath, at: LngLat | null, what: string): string {
  const place = [
    path.feature === undefined ? '' : `feature ${path.feature + 1}`,
    path.polygon === undefined ? '' : `polygon ${path.polygon + 1}`,
    path.ring === undefined ? '' : path.ring === 0 ? 'outer border' : `hole ${path.ring}`,
    path.vertex === undefined ? '' : `point ${path.vertex + 1}`,
  ].filter((part) => part !== '');
  const where = place.length === 0 ? '' : `${place.join(', ')}: `;
  return `${where}${what}${at === null ? '' : ` (${shown(at)})`}`;
}

function shown(at: LngLat): string {
  return at.map((degrees) => String(Number(degrees.toFixed(7)))).join(', ');
}
