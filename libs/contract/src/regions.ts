export const REGION_LEVELS = [
  'province',
  'city',
  'district',
  'street',
  'community',
  'grid',
] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

export interface RegionWire {
  id: string;
  code: string;
  name: string;
  level: RegionLevel;
}

export interface RegionNodeWire extends RegionWire {
  path: string;
  parentId: string | null;
  childCount: number;
}

export interface LocateWire {
  region: RegionWire | null;
  path: { code: string; name: string; level: RegionLevel }[];
}

/** 网格力量: the posts of GB/T 34300 practice; an installation may add its own as data. */
export const STAFF_POSTS = [
  'leader',
  'deputy_leader',
  'full_time',
  'part_time',
  'instructor',
  'building_head',
  'volunteer',
] as const;
export type StaffPost = (typeof STAFF_POSTS)[number];

/** The public grid card (滨州市社会治理网格化服务管理条例 art. 6): name, extent, workers, phone, supervision phone. */
export interface GridCardWire {
  id: string;
  code: string;
  name: string;
  kind: 'general' | 'special';
  community: string;
  street: string;
  extent: string | null;
  households: number | null;
  areaSquareMetres: number;
  workers: { name: string; post: StaffPost; phone: string | null }[];
  supervisionPhone: string | null;
  bbox: [number, number, number, number];
}

export interface ImportWire {
  id: string;
  kind: 'regions' | 'grids' | 'categories' | 'base';
  fileName: string;
  state: 'running' | 'finished' | 'failed' | 'undoing' | 'undone';
  total: number | null;
  done: number;
  accepted: number;
  refused: number;
  startedAt: string;
  finishedAt: string | null;
  startedBy: string;
  /** Why the whole import failed, in the caller's language; null otherwise. */
  failure: { code: string; words: string } | null;
}

export interface ImportFaultWire {
  /** Row of the table or position of the feature, from 1. */
  position: number;
  code: string;
  words: string;
  column?: string;
  at?: [number, number];
}
