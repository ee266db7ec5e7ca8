export { RulesService, type NewRule } from './rules.service.js';
export { TasksModule } from './tasks.module.js';
export { taskProblems } from './tasks.problems.js';
export { TasksService, type TaskSearch } from './tasks.service.js';
