import { TASK_KINDS, type TaskKind } from '@ingrid/contract';
import { Flag, Id, OneOf, PageQuery, Text, Whole } from '@ingrid/platform';

export class TaskQuery extends PageQuery {
  @Flag({
    optional: true,
    note: 'Only what is in my hands: mine, my unit’s, or checks I may make. Default true',
  })
  mine?: boolean;

  @OneOf(TASK_KINDS, { optional: true })
  kind?: TaskKind;

  @Flag({ optional: true, note: 'false: what has ended. Default true' })
  open?: boolean;

  @Text({
    optional: true,
    max: 60,
    pattern: /^-?\d{1,2}(\.\d{1,12})?,-?\d{1,3}(\.\d{1,12})?$/,
    patternWords: ['应为“纬度,经度”', 'must be "latitude,longitude"'],
    note: 'latitude,longitude: adds the distance to each task',
  })
  near?: string;
}

export class RuleRequest {
  @Text({
    optional: true,
    max: 64,
    note: 'The rule holds for this category and everything below; absent: all',
  })
  categoryCode?: string;

  @Text({
    min: 0,
    max: 200,
    pattern: /^([A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*)?$/,
    patternWords: ['应为区域路径', 'must be a region path'],
  })
  regionPath: string;

  @Id({ optional: true })
  unitId?: string;

  @Id({ optional: true })
  personId?: string;

  @Flag({ optional: true })
  gridWorker?: boolean;

  @Flag({ optional: true })
  automatic?: boolean;

  @Text({ optional: true, max: 200 })
  note?: string;
}

export class RuleChange extends RuleRequest {
  @Whole({ min: 1, max: 1_000_000, note: 'The version that was seen' })
  version: number;
}
