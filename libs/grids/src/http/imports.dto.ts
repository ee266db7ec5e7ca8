import { PageQuery, Text } from '@ingrid/platform';

export class ImportKindQuery {
  @Text({ max: 40, note: 'regions, grids or base' })
  kind: string;
}

/** The text fields beside the file. */
export class ImportFields {
  @Text({ optional: true, max: 300, note: 'id, code or path of the region in which all must lie' })
  parent?: string;

  @Text({ optional: true, max: 20, note: 'WGS84, CGCS2000, GCJ02 or BD09; for grids' })
  coordinateSystem?: string;
}

export class ImportsQuery extends PageQuery {}
