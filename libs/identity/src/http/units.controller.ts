import { type UnitWire } from '@ingrid/contract';
import { type Page } from '@ingrid/kernel';
import { Actor, CurrentActor, onceOf, Requires, RequiresPerson } from '@ingrid/platform';
import { Body, Controller, Get, Headers, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UnitsService } from '../units.service.js';
import { NewUnitBody, UnitListQuery } from './identity.dto.js';

@ApiTags('identity')
@Controller('units')
export class UnitsController {
  constructor(@Inject(UnitsService) private readonly units: UnitsService) {}

  @Get()
  @RequiresPerson('the offices of an area are public knowledge')
  list(@Query() query: UnitListQuery): Promise<Page<UnitWire>> {
    return this.units.list(query);
  }

  @Post()
  @Requires('person.manage')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: NewUnitBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<UnitWire> {
    const { name, kind, regionPath } = body;
    return this.units.create(actor, { name, kind, regionPath }, onceOf(key, ['unit', body]));
  }
}
