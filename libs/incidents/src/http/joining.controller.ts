import { type DuplicateWire, type FollowAnswer, type HeldIncidentWire } from '@ingrid/contract';
import { type Page } from '@ingrid/kernel';
import {
  Actor,
  CurrentActor,
  IdPipe,
  PageQuery,
  Public,
  Requires,
  RequiresPerson,
} from '@ingrid/platform';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DuplicatesService } from '../duplicates.service.js';
import { FollowService } from '../follow.service.js';
import { ModerationService } from '../moderation.service.js';
import { TakesKey } from '../once.js';
import { DuplicateQuery, FollowDto, ModerationDto } from './public.dto.js';
import { CurrentSender, type Sender } from './sender.js';

/** Around a report: is it known already, joining it, and looking at what was held back. */
@ApiTags('incidents')
@Controller('incidents')
export class JoiningController {
  constructor(
    @Inject(DuplicatesService) private readonly duplicates: DuplicatesService,
    @Inject(FollowService) private readonly following: FollowService,
    @Inject(ModerationService) private readonly moderation: ModerationService,
  ) {}

  @Get('duplicates')
  @Public('shown before anybody sends a report; no personal data')
  async likely(
    @CurrentActor() actor: Actor,
    @Query() query: DuplicateQuery,
  ): Promise<{ items: DuplicateWire[] }> {
    const { lat, lng, categoryCode = null, text = '' } = query;
    const location = { lat, lng };
    const { language } = actor;
    return {
      items: await this.duplicates.findFor(actor, { location, categoryCode, text, language }),
    };
  }

  @Get('moderation')
  @Requires('incident.moderate')
  async held(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<Page<HeldIncidentWire>> {
    return this.moderation.list(actor, query);
  }

  @Post(':id/moderation')
  @HttpCode(204)
  @Requires('incident.moderate')
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: ModerationDto,
  ): Promise<void> {
    await this.moderation.decide(actor, id, body);
  }

  @TakesKey()
  @Post(':id/followers')
  @Public('joining a known matter is open like reporting one')
  async follow(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { phone = null }: FollowDto,
    @CurrentSender() sender: Sender,
  ): Promise<FollowAnswer> {
    return this.following.follow(actor, id, { ...sender, phone });
  }

  @Delete(':id/followers')
  @HttpCode(204)
  @RequiresPerson('one ends only one’s own following')
  async unfollow(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.following.unfollow(actor, id);
  }
}
