import { type NoticesWire } from '@ingrid/contract';
import { type Actor, CurrentActor, Flag, Ids, PageQuery, RequiresPerson } from '@ingrid/platform';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NoticesService } from '../notices.service.js';

export class ReadNotices {
  @Ids({ optional: true, max: 100 })
  ids?: string[];

  @Flag({ optional: true, note: 'all of mine' })
  all?: boolean;
}

@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(@Inject(NoticesService) private readonly notices: NoticesService) {}

  @Get()
  @RequiresPerson('everybody reads what he or she was told')
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<NoticesWire> {
    return this.notices.list(actor, query);
  }

  @Post('read')
  @HttpCode(200)
  @RequiresPerson('everybody marks only own notices')
  read(@CurrentActor() actor: Actor, @Body() body: ReadNotices): Promise<{ unread: number }> {
    return this.notices.read(actor, body);
  }
}
