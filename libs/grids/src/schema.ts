import { type ModuleSchema } from '@ingrid/platform';
import { GridEntity } from './data/grid.entity.js';
import { GridStaffEntity } from './data/grid-staff.entity.js';
import { ImportEntity, ImportFaultEntity, ImportRowEntity } from './data/import.entity.js';
import { CreateGrids1790000200000 } from './data/migrations/1790000200000-create-grids.js';
import { RegionEntity } from './data/region.entity.js';

export const schema: ModuleSchema = {
  entities: [
    ImportEntity,
    ImportFaultEntity,
    ImportRowEntity,
    RegionEntity,
    GridEntity,
    GridStaffEntity,
  ],
  migrations: [CreateGrids1790000200000],
};
