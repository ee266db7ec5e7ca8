import { appointeeOf } from '@ingrid/identity';
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
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { StaffService, type StaffView } from '../staff.service.js';
import { NewStaffBody } from './grids.dto.js';
import { onceOf } from './once.js';

@ApiTags('grids')
@Controller()
export class StaffController {
  constructor(@Inject(StaffService) private readonly staff: StaffService) {}

  /** Not paged: a grid has a handful of people. */
  @Get('grids/:id/staff')
  @Requires('region.read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<{ items: StaffView[]; nextCursor: null }> {
    return { items: await this.staff.list(actor, id), nextCursor: null };
  }

  @Post('grids/:id/staff')
  @Requires('staff.manage')
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) gridId: string,
    @Body() body: NewStaffBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<StaffView> {
    const { post, workPhone, from, to } = body;
    const request = {
      gridId,
      ...appointeeOf(body),
      post,
      ...(workPhone === undefined ? {} : { workPhone }),
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(to === undefined ? {} : { to: new Date(to) }),
    };
    return this.staff.assign(actor, request, onceOf(key, request));
  }

  @Delete('staff/:id')
  @Requires('staff.manage')
  @HttpCode(204)
  async end(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.staff.end(actor, id);
  }
}
