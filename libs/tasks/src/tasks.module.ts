import { GridsModule } from '@ingrid/grids';
import { IdentityModule } from '@ingrid/identity';
import { IncidentsModule } from '@ingrid/incidents';
import { Module } from '@nestjs/common';
import { AutomaticDispatch } from './automatic-dispatch.js';
import { RulesRepository } from './data/rules.repository.js';
import { TasksRepository } from './data/tasks.repository.js';
import { RulesController } from './http/rules.controller.js';
import { TasksController } from './http/tasks.controller.js';
import { RulesService } from './rules.service.js';
import { SuggestionsService } from './suggestions.service.js';
import { TargetsService } from './targets.service.js';
import { TaskEffects } from './task-effects.js';
import { TasksService } from './tasks.service.js';

@Module({
  imports: [IdentityModule, GridsModule, IncidentsModule],
  controllers: [TasksController, RulesController],
  providers: [
    TasksRepository,
    RulesRepository,
    TaskEffects,
    RulesService,
    SuggestionsService,
    TargetsService,
    AutomaticDispatch,
    TasksService,
  ],
  exports: [TasksService, RulesService],
})
export class TasksModule {}
