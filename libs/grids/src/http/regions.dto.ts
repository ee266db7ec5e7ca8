import { REGION_LEVELS, type RegionLevel, type RegionNodeWire } from '@ingrid/contract';
import { Id, Latitude, Longitude, OneOf, PageQuery, Text, Whole } from '@ingrid/platform';
import { type RegionNode } from '../regions.service.js';

export class RegionsQuery extends PageQuery {
  @Text({
    optional: true,
    max: 300,
    note: 'id, code or path of the region above; root for the top',
  })
  parent?: string;

  @OneOf(REGION_LEVELS, { optional: true })
  level?: RegionLevel;

  @Text({ optional: true, max: 100, note: 'part of the name, or beginning of the code' })
  query?: string;
}

export class PointQuery {
  @Latitude()
  lat: number;

  @Longitude()
  lng: number;
}

export class NewRegionBody {
  @Text({ max: 64 })
  code: string;

  @Text({ max: 200 })
  name: string;

  @OneOf(REGION_LEVELS)
  level: RegionLevel;

  @Id({ optional: true, note: 'absent for the root of a tree' })
  parentId?: string;
}

export class RegionChangeBody {
  @Text({ max: 200 })
  name: string;

  @Whole({ optional: true, min: 1, max: 1_000_000_000 })
  version?: number;
}

export interface RegionDetailWire extends RegionNodeWire {
  version: number;
}

export function regionWire(node: RegionNode): RegionDetailWire {
  const { id, code, name, level, path, parentId, childCount, version } = node;
  return { id, code, name, level, path, parentId, childCount, version };
}
