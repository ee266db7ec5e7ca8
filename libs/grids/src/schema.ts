import { type ModuleSchema } from '@ingrid/platform';
import { BaseFeatureEntity } from './data/base-feature.entity.js';
import { GridEntity } from './data/grid.entity.js';
import { GridStaffEntity } from './data/grid-staff.entity.js';
import { ImportEntity, ImportFaultEntity, ImportRowEntity } from './data/import.entity.js';
import { CreateBaseFeatures1790000210000 } from './data/migrations/1790000210000-create-base-features.js';
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
    BaseFeatureEntity,
  ],
  migrations: [CreateGrids1790000200000, CreateBaseFeatures1790000210000],
};
