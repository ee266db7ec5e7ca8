import { Text, Whole } from './fields.js';

export const DEFAULT_PAGE = 20;

/** `cursor` and `limit` of every list. */
export class PageQuery {
  @Text({ optional: true, max: 400, note: 'nextCursor of the page before' })
  cursor?: string;

  @Whole({ optional: true, min: 1, max: 100 })
  limit?: number;
}
