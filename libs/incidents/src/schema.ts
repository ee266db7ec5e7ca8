import { type ModuleSchema } from '@ingrid/platform';
import {
  CaseStandardEntity,
  CategoryEntity,
  CategoryImportEntity,
  ProcessDefinitionEntity,
} from './data/category.entity.js';
import {
  IncidentEntity,
  IncidentFollowerEntity,
  IncidentMoveEntity,
  IncidentNumberEntity,
} from './data/incident.entity.js';
import { CreateIncidents1790000400000 } from './data/migrations/1790000400000-create-incidents.js';
import { StandardsKeepTheirPast1790000400001 } from './data/migrations/1790000400001-standards-keep-their-past.js';
import { FindWhatEnded1790000400002 } from './data/migrations/1790000400002-find-what-ended.js';

export const schema: ModuleSchema = {
  entities: [
    ProcessDefinitionEntity,
    CategoryEntity,
    CaseStandardEntity,
    CategoryImportEntity,
    IncidentEntity,
    IncidentMoveEntity,
    IncidentFollowerEntity,
    IncidentNumberEntity,
  ],
  migrations: [
    CreateIncidents1790000400000,
    StandardsKeepTheirPast1790000400001,
    FindWhatEnded1790000400002,
  ],
};
