import {
  type CaseStandardWire,
  type MaintainedCategoriesWire,
  type MaintainedCategoryWire,
} from '@ingrid/contract';
import { Actor, CurrentActor, IdPipe, onceOf, Requires } from '@ingrid/platform';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Put,
} from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { CategoryEdits } from '../category-edits.service.js';
import {
  CategoryChangeBody,
  NewCategoryBody,
  NewStandardBody,
  StandardBody,
} from './category.dto.js';

/** Categories and case standards, one at a time; whole tables come by the import. */
@ApiTags('categories')
@Controller()
export class CategoryEditsController {
  constructor(@Inject(CategoryEdits) private readonly edits: CategoryEdits) {}

  /** Not paged: some hundred rows, and a tree needs all of them. */
  @Get('categories/maintained')
  @Requires('category.manage')
  list(): MaintainedCategoriesWire {
    return this.edits.list();
  }

  @Post('categories')
  @Requires('category.manage')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: NewCategoryBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<MaintainedCategoryWire> {
    return this.edits.create(actor, body, onceOf(key, ['category', body]));
  }

  @Patch('categories/:code')
  @ApiParam({ name: 'code', schema: { type: 'string', maxLength: 50 } })
  @Requires('category.manage')
  change(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() body: CategoryChangeBody,
  ): Promise<MaintainedCategoryWire> {
    return this.edits.change(actor, code, body);
  }

  @Post('case-standards')
  @Requires('category.manage')
  addStandard(
    @CurrentActor() actor: Actor,
    @Body() body: NewStandardBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CaseStandardWire> {
    return this.edits.addStandard(actor, body, onceOf(key, ['case-standard', body]));
  }

  /** The answer has a new id: incidents that run under the old standard keep it. */
  @Put('case-standards/:id')
  @Requires('category.manage')
  replaceStandard(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: StandardBody,
  ): Promise<CaseStandardWire> {
    return this.edits.replaceStandard(actor, id, body);
  }

  @Delete('case-standards/:id')
  @HttpCode(204)
  @Requires('category.manage')
  async endStandard(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.edits.endStandard(actor, id);
  }
}
