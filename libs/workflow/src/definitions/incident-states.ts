import type { EndingDefinition, StateDefinition } from '../definition.js';
import { limit, words } from './building.js';

/** GB/T 30428 stages as a resident and a clerk would name where a matter stands. */
export const INCIDENT_STATES: readonly StateDefinition[] = [
  {
    name: 'reported',
    label: words('已上报', 'Reported'),
    group: 'open',
    initial: true,
    clocks: { whole: 'runs', file: 'runs' },
  },
  {
    name: 'filed',
    label: words('已立案', 'Filed'),
    group: 'open',
    clocks: { whole: 'runs', dispatch: 'runs' },
  },
  {
    name: 'dispatched',
    label: words('已派遣', 'Dispatched'),
    group: 'open',
    clocks: { whole: 'runs', accept: 'runs', handle: 'runs' },
  },
  {
    name: 'accepted',
    label: words('已签收', 'Accepted'),
    group: 'open',
    clocks: { whole: 'runs', handle: 'runs' },
  },
  {
    name: 'handling',
    label: words('处理中', 'In hand'),
    group: 'open',
    clocks: { whole: 'runs', handle: 'runs' },
  },
  {
    name: 'waiting_reporter',
    label: words('等待报告人补充', 'Waiting for the reporter'),
    group: 'waiting',
    clocks: { whole: 'pauses' },
    timeout: { after: limit(3, 'working_days'), move: 'resume' },
  },
  {
    name: 'handled',
    label: words('已处置', 'Handled'),
    group: 'open',
    clocks: { whole: 'runs', verify: 'runs' },
  },
  { name: 'closed', label: words('已结案', 'Closed'), group: 'closed', terminal: true },
  { name: 'refused', label: words('不予受理', 'Not accepted'), group: 'closed', terminal: true },
  { name: 'withdrawn', label: words('已撤回', 'Withdrawn'), group: 'closed', terminal: true },
  {
    name: 'merged',
    label: words('已并入另一件', 'Merged into another'),
    group: 'closed',
    terminal: true,
  },
];

/** Endings are counted apart: solved on the spot (简易程序, 当场处置) is a normal one. */
export const INCIDENT_ENDINGS: readonly EndingDefinition[] = [
  { name: 'verified', label: words('核查结案', 'Verified and closed') },
  { name: 'solvedOnSpot', label: words('当场处置', 'Solved on the spot') },
  { name: 'refused', label: words('不予受理', 'Not accepted') },
  { name: 'withdrawn', label: words('报告人撤回', 'Withdrawn by the reporter') },
  { name: 'merged', label: words('并入另一件', 'Merged into another') },
];
