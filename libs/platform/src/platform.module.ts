import { Clock, SystemClock } from '@ingrid/kernel';
import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccessGuard } from './access/access.guard.js';
import { ActivityReaders } from './activity/activity-readers.js';
import { alignEpoch } from './activity/activity-log.js';
import { ActivitySignal } from './activity/activity-signal.js';
import { ActivityTail } from './activity/activity-tail.js';
import { Config } from './config/config.js';
import { databaseOptions, type ModuleSchema } from './database/data-source.js';
import { HealthController } from './health/health.controller.js';
import { RecordController } from './record/record.controller.js';
import { RecordService } from './record/record.service.js';
import { Subjects } from './subjects.js';
import { Timers } from './timers/timers.service.js';
import { UnitOfWork } from './unit-of-work.js';

const SERVICES = [
  ActivitySignal,
  ActivityTail,
  ActivityReaders,
  RecordService,
  Subjects,
  Timers,
  UnitOfWork,
];

/** The ground every module stands on; global, so that features name only what they use. */
@Module({})
export class PlatformModule implements OnModuleInit {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  static with(
    config: Config,
    schemas: readonly ModuleSchema[],
    clock: Clock = new SystemClock(),
  ): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        DiscoveryModule,
        ScheduleModule.forRoot(),
        TypeOrmModule.forRoot({
          ...databaseOptions({ url: config.DATABASE_URL, pool: config.DATABASE_POOL }, schemas),
          retryAttempts: 5,
          retryDelay: 1_000,
        }),
      ],
      controllers: [HealthController, RecordController],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...SERVICES,
      ],
      exports: [Config, Clock, ...SERVICES],
    };
  }

  async onModuleInit(): Promise<void> {
    await alignEpoch(this.db);
  }
}
