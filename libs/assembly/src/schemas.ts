import { type ModuleSchema } from '@ingrid/platform';
import { schema as grids } from '@ingrid/schema/grids';
import { schema as identity } from '@ingrid/schema/identity';
import { schema as platform } from '@ingrid/schema/platform';

/** What every module keeps in the database, in the order in which migrations build on each other. */
export const schemas: readonly ModuleSchema[] = [platform, identity, grids];
