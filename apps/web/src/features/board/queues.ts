import { type IncidentCountsWire } from '@ingrid/contract';
import { type Query } from '../../api';

export interface Queue {
  key: string;
  query: Query;
  count: (counts: IncidentCountsWire) => number;
}

const states = (...names: string[]): Pick<Queue, 'query' | 'count'> => ({
  query: { state: names.join(',') },
  count: ({ byState }) => names.reduce((sum, name) => sum + (byState[name] ?? 0), 0),
});

/** The desk's queues in the order of its work; each is a filter of the same list. */
export const QUEUES: readonly Queue[] = [
  { key: 'to_file', ...states('reported') },
  { key: 'to_dispatch', ...states('filed') },
  { key: 'in_hand', ...states('dispatched', 'accepted', 'handling') },
  { key: 'waiting', ...states('waiting_reporter') },
  { key: 'to_check', ...states('handled') },
  {
    key: 'late',
    query: { state: 'open', clock: 'overdue' },
    count: ({ byClock }) => byClock.overdue,
  },
];

export const HELD = 'held';

export function queueOf(key: string): Queue {
  return QUEUES.find((queue) => queue.key === key) ?? (QUEUES[0] as Queue);
}
