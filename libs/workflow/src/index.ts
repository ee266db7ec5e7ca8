export { applyMove, isEntitled, openMoves, openProcess, type Standing } from './engine/engine.js';
export { countMoves } from './engine/guards.js';
export { incidentSevenStage } from './definitions/incident-seven-stage.js';
export type * from './definition.js';
export type * from './engine/facts.js';
