import type { ClockDefinition, EscalationStep } from '../definition.js';
import { limit, words } from './building.js';

// Limits are local rules (domain: "time limits are local"): the fallbacks below are the product's own defaults.

const officeLadder: readonly EscalationStep[] = [
  { level: 1, audience: 'dispatchers', template: 'clock.approaching', after: { ratio: 0.8 } },
  {
    level: 2,
    audience: 'supervisors',
    template: 'clock.overdue',
    after: { overdue: limit(0, 'working_hours') },
  },
  {
    level: 3,
    audience: 'supervisors',
    template: 'clock.long_overdue',
    after: { overdue: limit(1, 'working_days') },
  },
];

const unitLadder: readonly EscalationStep[] = [
  { level: 1, audience: 'assignee', template: 'clock.approaching', after: { ratio: 0.8 } },
  {
    level: 2,
    audience: 'dispatchers',
    template: 'clock.overdue',
    after: { overdue: limit(0, 'working_hours') },
  },
  {
    level: 3,
    audience: 'supervisors',
    template: 'clock.long_overdue',
    after: { overdue: limit(1, 'working_days') },
  },
];

export const INCIDENT_CLOCKS: readonly ClockDefinition[] = [
  {
    // What the reporter is promised (济南 条例 24: an answer within five working days).
    name: 'whole',
    label: words('全程时限', 'Whole matter'),
    limit: { kind: 'case_standard', field: 'closeLimit', fallback: limit(5, 'working_days') },
    escalation: officeLadder,
  },
  {
    name: 'file',
    label: words('立案时限', 'Filing'),
    limit: { kind: 'case_standard', field: 'fileLimit', fallback: limit(4, 'working_hours') },
    escalation: officeLadder,
  },
  {
    name: 'dispatch',
    label: words('派遣时限', 'Dispatch'),
    limit: { kind: 'case_standard', field: 'dispatchLimit', fallback: limit(2, 'working_hours') },
    escalation: officeLadder,
  },
  {
    name: 'accept',
    label: words('签收时限', 'Acceptance'),
    limit: { kind: 'case_standard', field: 'acceptLimit', fallback: limit(2, 'working_hours') },
    escalation: unitLadder,
  },
  {
    name: 'handle',
    label: words('处置时限', 'Handling'),
    limit: { kind: 'case_standard', field: 'handleLimit', fallback: limit(3, 'working_days') },
    escalation: unitLadder,
  },
  {
    name: 'verify',
    label: words('核查时限', 'Check'),
    limit: { kind: 'case_standard', field: 'verifyLimit', fallback: limit(1, 'working_days') },
    escalation: [
      { level: 1, audience: 'inspectors', template: 'clock.approaching', after: { ratio: 0.8 } },
      {
        level: 2,
        audience: 'supervisors',
        template: 'clock.overdue',
        after: { overdue: limit(0, 'working_hours') },
      },
    ],
  },
];
