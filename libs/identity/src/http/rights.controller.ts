import { type GrantWire } from '@ingrid/contract';
import { type Page } from '@ingrid/kernel';
import { Actor, CurrentActor, IdPipe, onceOf, Requires, RequiresPerson } from '@ingrid/platform';
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
  Query,
} from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { appointeeOf } from '../appointees.service.js';
import { GrantsService } from '../grants.service.js';
import { RolesService, type RoleWire } from '../roles.service.js';
import { GrantListQuery, NewGrantBody, RoleBody } from './identity.dto.js';
import { ROLE_CODE, RoleCodePipe } from './role-code.pipe.js';

@ApiTags('identity')
@Controller()
export class RightsController {
  constructor(
    @Inject(RolesService) private readonly roles: RolesService,
    @Inject(GrantsService) private readonly grants: GrantsService,
  ) {}

  @Get('roles')
  @RequiresPerson('what a role may do is no secret among those who hold one')
  async listRoles(): Promise<{ items: RoleWire[] }> {
    return { items: await this.roles.list() };
  }

  @Put('roles/:code')
  @ApiParam({ name: 'code', schema: { type: 'string', maxLength: 40, pattern: ROLE_CODE.source } })
  @Requires('role.manage')
  changeRole(
    @CurrentActor() actor: Actor,
    @Param('code', RoleCodePipe) code: string,
    @Body() body: RoleBody,
  ): Promise<RoleWire> {
    return this.roles.change(actor, code, body);
  }

  @Get('grants')
  @RequiresPerson('one’s own, or with person.read those in the area')
  listGrants(
    @CurrentActor() actor: Actor,
    @Query() query: GrantListQuery,
  ): Promise<Page<GrantWire>> {
    return this.grants.list(actor, query);
  }

  @Post('grants')
  @Requires('grant.manage')
  give(
    @CurrentActor() actor: Actor,
    @Body() body: NewGrantBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<GrantWire> {
    const { role, regionPath, from, to } = body;
    const dates = {
      ...(from ? { from: new Date(from) } : {}),
      ...(to ? { to: new Date(to) } : {}),
    };
    return this.grants.give(
      actor,
      { ...appointeeOf(body), role, regionPath, ...dates },
      onceOf(key, ['grant', body]),
    );
  }

  @Delete('grants/:id')
  @HttpCode(204)
  @Requires('grant.manage')
  async end(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.grants.end(actor, id);
  }
}
