import { CLOCK_MARKS, type ClockMark, INCIDENT_SOURCES } from '@ingrid/contract';
import { Flag, Id, Instant, OneOf, PageQuery, Text } from '@ingrid/platform';

export class IncidentQuery extends PageQuery {
  @Text({ optional: true, max: 400, note: 'State names by comma, or `open` / `ended`' })
  state?: string;

  @Text({ optional: true, max: 200, note: 'Id, code or path of a region; its whole subtree' })
  region?: string;

  @Text({ optional: true, max: 400, note: 'Codes by comma, each with what lies below it' })
  category?: string;

  @OneOf(INCIDENT_SOURCES, { optional: true })
  source?: string;

  @Id({ optional: true })
  unit?: string;

  @Text({
    optional: true,
    max: 36,
    pattern: /^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    note: 'A person id or `me`',
  })
  assignee?: string;

  @OneOf(CLOCK_MARKS, { optional: true })
  clock?: ClockMark;

  @Text({ optional: true, max: 100, note: 'Number, title, place or words of the text' })
  query?: string;

  @Text({ optional: true, max: 120, note: 'west,south,east,north' })
  bbox?: string;

  @Instant({ optional: true })
  from?: string;

  @Instant({ optional: true })
  to?: string;

  @Flag({ optional: true })
  mine?: boolean;

  @Flag({ optional: true })
  followed?: boolean;

  @OneOf(['reported', 'due'], { optional: true })
  sort?: 'reported' | 'due';
}
