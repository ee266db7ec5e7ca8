import { type PublicIncidentWire, type TrackedWire } from '@ingrid/contract';
import { Actor, CurrentActor, Public } from '@ingrid/platform';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NearbyService } from '../nearby.service.js';
import { onceOf, TakesKey } from '../once.js';
import { TrackingService } from '../tracking.service.js';
import { NearbyQuery, TrackDto, TrackMoveDto } from './public.dto.js';
import { CurrentSender, type Sender } from './sender.js';

@ApiTags('public')
@Controller('public')
export class PublicIncidentsController {
  constructor(
    @Inject(TrackingService) private readonly tracking: TrackingService,
    @Inject(NearbyService) private readonly nearby: NearbyService,
  ) {}

  @Post('track')
  @HttpCode(200)
  @Public('the tracking code is the key; attempts are limited')
  async track(
    @CurrentActor() { language }: Actor,
    @Body() { number, trackingCode }: TrackDto,
    @CurrentSender() { address }: Sender,
  ): Promise<TrackedWire> {
    return this.tracking.track({ number, trackingCode, address, language });
  }

  @TakesKey()
  @Post('track/moves')
  @HttpCode(200)
  @Public('the tracking code is the key; the process says what a reporter may do')
  async move(
    @CurrentActor() { language }: Actor,
    @Body() body: TrackMoveDto,
    @CurrentSender() { address, key }: Sender,
  ): Promise<TrackedWire> {
    const { number, trackingCode, ...request } = body;
    const ticket = { number, trackingCode, address, language };
    return this.tracking.move(ticket, request, onceOf({ number, request }, key));
  }

  @Get('incidents')
  @Public('what is going on around here, without anything that points to a person')
  async around(
    @CurrentActor() actor: Actor,
    @Query() query: NearbyQuery,
  ): Promise<{ items: PublicIncidentWire[] }> {
    return { items: await this.nearby.find(query.bbox, actor.language) };
  }
}
