export * from './events.js';
export * from './incidents.js';
export * from './live.js';
export * from './people.js';
export * from './regions.js';
export * from './roles.js';
export * from './tasks.js';
export * from './verbs.js';
