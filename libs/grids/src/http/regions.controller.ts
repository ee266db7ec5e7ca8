import { type LocateWire, type RegionWire } from '@ingrid/contract';
import { type Page } from '@ingrid/kernel';
import { type Actor, CurrentActor, IdPipe, Public, Requires } from '@ingrid/platform';
import { Body, Controller, Get, Headers, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GridsService } from '../grids.service.js';
import { RegionsService } from '../regions.service.js';
import { onceOf } from './once.js';
import {
  NewRegionBody,
  PointQuery,
  RegionChangeBody,
  type RegionDetailWire,
  RegionsQuery,
  regionWire,
} from './regions.dto.js';

@ApiTags('regions')
@Controller()
export class RegionsController {
  constructor(
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(GridsService) private readonly grids: GridsService,
  ) {}

  @Get('regions')
  @Requires('region.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: RegionsQuery,
  ): Promise<Page<RegionDetailWire>> {
    const page = await this.regions.list(actor, query);
    return { ...page, items: page.items.map(regionWire) };
  }

  @Get('regions/locate')
  @Public('whoever reports sees in which grid the place lies, before any account')
  locate(@Query() { lat, lng }: PointQuery): LocateWire {
    return this.grids.locateWire(lat, lng);
  }

  @Get('public/regions')
  @Public('a place can be named by street and community where no map can be used')
  async listPublic(@Query() query: RegionsQuery): Promise<Page<RegionWire>> {
    return this.regions.listPublic(query);
  }

  @Get('regions/:id')
  @Requires('region.read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<RegionDetailWire> {
    return regionWire(await this.regions.get(actor, id));
  }

  @Post('regions')
  @Requires('region.manage')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: NewRegionBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<RegionDetailWire> {
    return regionWire(await this.regions.create(actor, body, onceOf(key, body)));
  }

  @Patch('regions/:id')
  @Requires('region.manage')
  async rename(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: RegionChangeBody,
  ): Promise<RegionDetailWire> {
    return regionWire(await this.regions.rename(actor, id, body));
  }
}
