import { type CaseStandardWire, type CategoryTreeWire } from '@ingrid/contract';
import { Public, Text, Whole } from '@ingrid/platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ProcessDefinition } from '@ingrid/workflow';
import { CategoriesService } from '../categories.service.js';
import { ProcessService } from '../process.service.js';

export class StandardsQuery {
  @Text({ optional: true, max: 50, pattern: /^[\w.-]*$/ })
  category?: string;
}

export class VersionQuery {
  @Whole({ optional: true, min: 1, max: 2_000_000_000 })
  version?: number;
}

@ApiTags('categories')
@Controller()
export class CategoriesController {
  constructor(
    @Inject(CategoriesService) private readonly categories: CategoriesService,
    @Inject(ProcessService) private readonly process: ProcessService,
  ) {}

  @Get('categories')
  @Public('whoever reports chooses a category')
  tree(): CategoryTreeWire {
    return this.categories.tree();
  }

  @Get('case-standards')
  @Public('limits and conditions are published rules')
  standards(@Query() query: StandardsQuery): { items: CaseStandardWire[] } {
    return { items: this.categories.allStandards(query.category) };
  }

  @Get('process/definitions/:id')
  @Public('how a matter is handled is no secret')
  async definition(@Param('id') id: string, @Query() query: VersionQuery): Promise<ProcessDefinition> {
    return this.process.get(id.slice(0, 100), query.version);
  }
}

