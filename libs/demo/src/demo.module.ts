import { AppModule } from '@ingrid/assembly';
import { AttachmentsModule } from '@ingrid/attachments';
import { GridsModule } from '@ingrid/grids';
import { IdentityModule } from '@ingrid/identity';
import { IncidentsModule } from '@ingrid/incidents';
import { type Clock } from '@ingrid/kernel';
import { type Config } from '@ingrid/platform';
import { TasksModule } from '@ingrid/tasks';
import { type DynamicModule, Module } from '@nestjs/common';
import { DemoCast } from './demo-cast.js';
import { DemoPlaces } from './demo-places.js';
import { DemoSettingBuilder } from './demo-setting.js';
import { DemoService } from './demo.service.js';

/** The whole program with a clock that is set by the story; it listens on no port. */
@Module({})
export class DemoModule {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: DemoModule,
      imports: [
        AppModule.with(config, clock),
        IdentityModule,
        GridsModule,
        AttachmentsModule,
        IncidentsModule,
        TasksModule,
      ],
      providers: [DemoPlaces, DemoCast, DemoSettingBuilder, DemoService],
    };
  }
}
