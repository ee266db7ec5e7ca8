export { CHINA_HOLIDAYS } from './calendar/data/china-holidays.js';
export { DEFAULT_OFFICE_HOURS } from './calendar/office-hours.js';
export { chinaWorkCalendar, WorkCalendar } from './calendar/work-calendar.js';
export {
  bucket,
  changeLimit,
  continueClock,
  elapsed,
  escalateClock,
  isLate,
  isRunning,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock/clock.js';
export { applyClockEffects, limitOf, nextLook } from './clock/effects.js';
export { momentOfStep, nextEscalation } from './clock/escalation.js';
export { explainClock } from './clock/explain.js';
export { incidentSevenStage } from './definitions/incident-seven-stage.js';
export { applyMove, isEntitled, openMoves, openProcess, type Standing } from './engine/engine.js';
export { countMoves } from './engine/guards.js';
export { lintDefinition } from './lint/lint-definition.js';
export type { HolidayDay, HolidayYear } from './calendar/holidays.js';
export type { OfficeHours } from './calendar/office-hours.js';
export type { CalendarDay, DueMoment } from './calendar/work-calendar.js';
export type {
  ClockBucket,
  ClockContext,
  ClockEvent,
  ClockReading,
  ClockState,
  ClockTick,
} from './clock/clock.js';
export type { CaseLimits, Clocks } from './clock/effects.js';
export type { NextEscalation } from './clock/escalation.js';
export type { ExplainContext } from './clock/explain.js';
export type * from './definition.js';
export type * from './engine/facts.js';
export type { Finding, FindingCode, RolesVerbs, Severity } from './lint/finding.js';
