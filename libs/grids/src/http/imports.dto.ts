import { PageQuery, Text } from '@ingrid/platform';

export class ImportKindQuery {
  @Text({ max: 40, note: 'regions, grids or base' })
  kind: string;
}

export class ImportsQuery extends PageQuery {}
