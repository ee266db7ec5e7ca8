import { EVENTS, type RecordWire } from '@ingrid/contract';
import { type Page } from '@ingrid/kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../access/access.guard.js';
import { type Actor } from '../access/actor.js';
import { Requires } from '../access/declarations.js';
import { Id, Instant, OneOf, Text } from '../http/fields.js';
import { PageQuery } from '../http/paging.dto.js';
import { RecordService } from './record.service.js';

const PATH_WORDS: [string, string] = [
  '应为区域路径，如 44.4403.440305',
  'must be a region path such as 44.4403.440305',
];

export class RecordSearch extends PageQuery {
  @Text({
    optional: true,
    max: 40,
    pattern: /^[a-z_]+$/,
    note: 'incident, task, person, grant, region …',
  })
  subjectType?: string;

  @Id({ optional: true })
  subjectId?: string;

  @Id({ optional: true, note: 'who did it' })
  actor?: string;

  @OneOf(Object.keys(EVENTS), { optional: true })
  type?: string;

  @Text({
    optional: true,
    max: 400,
    pattern: /^\w{1,40}(\.\w{1,40}){0,15}$/,
    patternWords: PATH_WORDS,
    note: 'region path; includes all below it',
  })
  region?: string;

  @Instant({ optional: true })
  from?: string;

  @Instant({ optional: true, note: 'exclusive' })
  to?: string;
}

@ApiTags('activity')
@Controller('activity')
export class RecordController {
  constructor(@Inject(RecordService) private readonly record: RecordService) {}

  /** The record of what happened, newest first, within the caller's area. */
  @Get()
  @Requires('activity.read')
  search(@CurrentActor() actor: Actor, @Query() query: RecordSearch): Promise<Page<RecordWire>> {
    return this.record.search(actor, query);
  }
}
