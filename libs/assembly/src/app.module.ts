import { AttachmentsModule } from '@ingrid/attachments';
import { GridsModule } from '@ingrid/grids';
import { IdentityModule } from '@ingrid/identity';
import { IncidentsModule } from '@ingrid/incidents';
import { type Clock } from '@ingrid/kernel';
import { type Config, PlatformModule } from '@ingrid/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { NotificationsModule } from '@ingrid/notifications';
import { RealtimeModule } from '@ingrid/realtime';
import { TasksModule } from '@ingrid/tasks';
import { schemas } from './schemas.js';

/** The whole program: the only place that knows every module. */
@Module({})
export class AppModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, schemas, clock),
        IdentityModule,
        GridsModule,
        AttachmentsModule,
        IncidentsModule,
        TasksModule,
        NotificationsModule,
        RealtimeModule,
      ],
    };
  }
}
