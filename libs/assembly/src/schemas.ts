import { type ModuleSchema } from '@ingrid/platform';
import { schema as attachments } from '@ingrid/schema/attachments';
import { schema as grids } from '@ingrid/schema/grids';
import { schema as identity } from '@ingrid/schema/identity';
import { schema as incidents } from '@ingrid/schema/incidents';
import { schema as notifications } from '@ingrid/schema/notifications';
import { schema as platform } from '@ingrid/schema/platform';
import { schema as tasks } from '@ingrid/schema/tasks';

/** What every module keeps in the database, in the order in which migrations build on each other. */
export const schemas: readonly ModuleSchema[] = [
  platform,
  identity,
  grids,
  attachments,
  incidents,
  tasks,
  notifications,
];
