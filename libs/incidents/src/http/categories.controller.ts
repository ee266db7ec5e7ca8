import {
  type CaseStandardWire,
  type CategoryImportWire,
  type CategoryTreeWire,
} from '@ingrid/contract';
import { Actor, CurrentActor, Flag, Public, Requires, Rows, Text, Whole } from '@ingrid/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { type ProcessDefinition } from '@ingrid/workflow';
import { CategoriesService } from '../categories.service.js';
import { categoriesFromCsv, standardsFromCsv } from '../category-csv.js';
import { ProcessService } from '../process.service.js';

export class StandardsQuery {
  @Text({ optional: true, max: 50, pattern: /^[\w.-]*$/ })
  category?: string;
}

export class VersionQuery {
  @Whole({ optional: true, min: 1, max: 2_000_000_000 })
  version?: number;
}

const MOST_ROWS = 5_000;
const LONGEST_DEFINITION_ID = 100;
const LONGEST_TABLE = 900_000;

/** Rows are judged one by one by the import itself, which names each fault with its row. */
export class CategoryImportDto {
  @Rows({ optional: true, max: MOST_ROWS })
  categories?: unknown[];

  @Rows({ optional: true, max: MOST_ROWS })
  standards?: unknown[];

  @Text({ optional: true, max: LONGEST_TABLE, note: 'code,name,family,parentCode,nearMetres' })
  categoriesCsv?: string;

  @Text({
    optional: true,
    max: LONGEST_TABLE,
    note: 'categoryCode,condition,closing,handleLimit,…; a limit as `4 工作时`',
  })
  standardsCsv?: string;

  @Flag({ optional: true, note: 'Retire what this import does not name' })
  replace?: boolean;
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

  @Post('categories/import')
  @HttpCode(200)
  @Requires('category.manage')
  async import(
    @CurrentActor() actor: Actor,
    @Body() body: CategoryImportDto,
  ): Promise<CategoryImportWire> {
    const {
      categories = [],
      standards = [],
      categoriesCsv = '',
      standardsCsv = '',
      replace = false,
    } = body;
    return this.categories.import(actor, {
      categories: [...categories, ...categoriesFromCsv(categoriesCsv)],
      standards: [...standards, ...standardsFromCsv(standardsCsv)],
      origin: 'office',
      replace,
    });
  }

  @Get('case-standards')
  @Public('limits and conditions are published rules')
  standards(@Query() query: StandardsQuery): { items: CaseStandardWire[] } {
    return { items: this.categories.allStandards(query.category) };
  }

  @Get('process/definitions/:id')
  @Public('how a matter is handled is no secret')
  @ApiParam({ name: 'id', schema: { type: 'string', maxLength: LONGEST_DEFINITION_ID } })
  async definition(
    @Param('id') id: string,
    @Query() query: VersionQuery,
  ): Promise<ProcessDefinition> {
    return this.process.get(id.slice(0, LONGEST_DEFINITION_ID), query.version);
  }
}
