import { type GridCardWire, type RegionWire } from '@ingrid/contract';
import { type Actor, CurrentActor, IdPipe, Public, Requires } from '@ingrid/platform';
import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  Inject,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GridDrawings, type GridCollection } from '../grid-drawings.js';
import { GridsService } from '../grids.service.js';
import { GridChangeBody, GridsGeoQuery, NewGridBody, PublicGridsGeoQuery } from './grids.dto.js';
import { onceOf } from './once.js';

@ApiTags('grids')
@Controller()
export class GridsController {
  constructor(
    @Inject(GridsService) private readonly grids: GridsService,
    @Inject(GridDrawings) private readonly drawings: GridDrawings,
  ) {}

  @Get('grids/:id/card')
  @Public('the grid card must be posted where people gather (滨州条例 art. 6)')
  async card(@Param('id', IdPipe) id: string): Promise<GridCardWire> {
    return this.grids.card(id);
  }

  @Get('grids.geojson')
  @Requires('region.read')
  @Header('Content-Type', 'application/geo+json; charset=utf-8')
  async drawn(
    @CurrentActor() actor: Actor,
    @Query() query: GridsGeoQuery,
  ): Promise<GridCollection> {
    return this.drawings.forStaff(actor, query);
  }

  @Get('public/grids.geojson')
  @Public('a resident sees the grids around on the map')
  @Header('Content-Type', 'application/geo+json; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=60')
  async drawnForAll(@Query() query: PublicGridsGeoQuery): Promise<GridCollection> {
    return this.drawings.forAll(query.bbox);
  }

  @Post('grids')
  @Requires('region.manage')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: NewGridBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<RegionWire> {
    const { polygon, ...rest } = body;
    return this.grids.draw(actor, rest, polygon, onceOf(key, body));
  }

  @Patch('grids/:id')
  @Requires('region.manage')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: GridChangeBody,
  ): Promise<GridCardWire> {
    return this.grids.change(actor, id, body);
  }
}
