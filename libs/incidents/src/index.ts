export { CategoriesService, type CategoryImport } from './categories.service.js';
export { categoriesFromCsv, standardsFromCsv } from './category-csv.js';
export { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
export {
  IncidentEffects,
  type Notify,
  type TaskCause,
  type TaskEffect,
  type TaskEffectHandler,
} from './effects.js';
export { MoveDto } from './http/move.dto.js';
export { IncidentsModule } from './incidents.module.js';
export { incidentProblems } from './incidents.problems.js';
export { IncidentsService } from './incidents.service.js';
export { type Moved, type MoveOptions } from './moves.service.js';
