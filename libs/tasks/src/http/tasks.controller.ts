import {
  type DispatchSuggestionWire,
  type MoveAnswer,
  type MoveWire,
  type TaskWire,
} from '@ingrid/contract';
import { MoveDto } from '@ingrid/incidents';
import { type Page } from '@ingrid/kernel';
import { type Actor, CurrentActor, DEFAULT_PAGE, IdPipe, Requires } from '@ingrid/platform';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SuggestionsService } from '../suggestions.service.js';
import { TasksService } from '../tasks.service.js';
import { TaskQuery } from './tasks.dto.js';

@ApiTags('tasks')
@Controller()
export class TasksController {
  constructor(
    @Inject(TasksService) private readonly tasks: TasksService,
    @Inject(SuggestionsService) private readonly suggestions: SuggestionsService,
  ) {}

  @Get('tasks')
  @Requires('task.read')
  list(@CurrentActor() actor: Actor, @Query() query: TaskQuery): Promise<Page<TaskWire>> {
    const [lat, lng] = query.near?.split(',').map(Number) ?? [];
    return this.tasks.list(actor, {
      mine: query.mine ?? true,
      open: query.open ?? true,
      limit: query.limit ?? DEFAULT_PAGE,
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      ...(lat === undefined || lng === undefined ? {} : { near: { lat, lng } }),
    });
  }

  @Get('tasks/:id')
  @Requires('task.read')
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<TaskWire> {
    return this.tasks.get(actor, id);
  }

  @Get('tasks/:id/moves')
  @Requires('task.read')
  moves(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<MoveWire[]> {
    return this.tasks.moves(actor, id);
  }

  @Post('tasks/:id/moves')
  @HttpCode(200)
  @Requires('task.read')
  move(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: MoveDto,
    @Headers('idempotency-key') key?: string,
  ): Promise<MoveAnswer> {
    return this.tasks.move(
      actor,
      id,
      body,
      key === undefined ? undefined : { key, request: { id, body } },
    );
  }

  @Get('incidents/:id/dispatch-suggestions')
  @Requires('incident.dispatch')
  suggest(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<DispatchSuggestionWire[]> {
    return this.suggestions.forIncident(actor, id);
  }
}
