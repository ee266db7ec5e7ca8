export { RealtimeModule } from './realtime.module.js';
export { liveProblems } from './realtime.problems.js';
