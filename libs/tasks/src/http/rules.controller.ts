import { type DispatchRuleWire } from '@ingrid/contract';
import { type Actor, CurrentActor, IdPipe, Requires } from '@ingrid/platform';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type NewRule, RulesService } from '../rules.service.js';
import { RuleChange, RuleRequest } from './tasks.dto.js';

@ApiTags('dispatch rules')
@Controller('dispatch-rules')
export class RulesController {
  constructor(@Inject(RulesService) private readonly rules: RulesService) {}

  @Get()
  @Requires('rule.manage')
  async list(
    @CurrentActor() actor: Actor,
  ): Promise<{ items: DispatchRuleWire[]; nextCursor: null }> {
    return { items: await this.rules.list(actor), nextCursor: null };
  }

  @Post()
  @Requires('rule.manage')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: RuleRequest,
    @Headers('idempotency-key') key?: string,
  ): Promise<DispatchRuleWire> {
    return this.rules.create(
      actor,
      ruleOf(body),
      key === undefined ? undefined : { key, request: body },
    );
  }

  @Put(':id')
  @Requires('rule.manage')
  change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: RuleChange,
  ): Promise<DispatchRuleWire> {
    return this.rules.change(actor, id, { ...ruleOf(body), version: body.version });
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('rule.manage')
  async end(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.rules.end(actor, id);
  }
}

function ruleOf(body: RuleRequest): NewRule {
  return {
    categoryCode: body.categoryCode ?? null,
    regionPath: body.regionPath,
    unitId: body.unitId ?? null,
    personId: body.personId ?? null,
    gridWorker: body.gridWorker ?? false,
    automatic: body.automatic ?? false,
    note: body.note ?? null,
  };
}
