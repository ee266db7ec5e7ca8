import { type ConfigWire } from '@ingrid/contract';
import { Public, Text, Whole } from '@ingrid/platform';
import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BaseMapService } from '../base-map/base-map.service.js';
import { boxOf } from '../grid-drawings.js';
import { BOX, BOX_WORDS } from './grids.dto.js';

export class BaseMapQuery {
  @Text({ optional: true, max: 100, pattern: BOX, patternWords: BOX_WORDS })
  bbox?: string;

  @Whole({ optional: true, min: 0, max: 24 })
  zoom?: number;
}

@ApiTags('map')
@Controller()
export class BaseMapController {
  constructor(@Inject(BaseMapService) private readonly base: BaseMapService) {}

  @Get('config')
  @Public('a page must know its map before anybody logs in')
  @Header('Cache-Control', 'public, max-age=10')
  async config(): Promise<ConfigWire> {
    return this.base.configWire();
  }

  @Get('public/base.geojson')
  @Public('streets and houses are no secret; every map shows them')
  @Header('Content-Type', 'application/geo+json; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=60')
  async drawn(@Query() { bbox, zoom }: BaseMapQuery): Promise<string> {
    return this.base.draw({
      ...(bbox === undefined ? {} : { box: boxOf(bbox) }),
      ...(zoom === undefined ? {} : { zoom }),
    });
  }
}
