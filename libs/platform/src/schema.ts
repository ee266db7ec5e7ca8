import { type ModuleSchema } from './database/data-source.js';
import {
  ActivityEntity,
  ActivityEpochEntity,
  IdempotencyKeyEntity,
  ReaderPositionEntity,
  TimerEntity,
} from './database/entities.js';
import { CreatePlatform1790000000000 } from './database/migrations/1790000000000-create-platform.js';
import { ActivityByTypePlaceTime1790000000001 } from './database/migrations/1790000000001-activity-by-type-place-time.js';

export const schema: ModuleSchema = {
  entities: [
    ActivityEntity,
    ActivityEpochEntity,
    ReaderPositionEntity,
    TimerEntity,
    IdempotencyKeyEntity,
  ],
  migrations: [CreatePlatform1790000000000, ActivityByTypePlaceTime1790000000001],
};
