import { type ModuleSchema } from '@ingrid/platform';
import { DispatchRuleEntity } from './data/dispatch-rule.entity.js';
import { CreateTasks1790000500000 } from './data/migrations/1790000500000-create-tasks.js';
import { TaskEntity } from './data/task.entity.js';

export const schema: ModuleSchema = {
  entities: [TaskEntity, DispatchRuleEntity],
  migrations: [CreateTasks1790000500000],
};
