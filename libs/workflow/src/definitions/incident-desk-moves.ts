import type { Guard, MoveDefinition } from '../definition.js';
import { handleTask, startClock, stopClock, tell, words } from './building.js';

// Returned twice since it was last opened: from then on only the arbiter may place it (退单 has a cap).
const CAP = { move: 'hand_back', count: 2, since: 'reopen' } as const;

const underCap: Guard = { kind: 'count_below', ...CAP };
const capReached: Guard = { kind: 'count_at_least', ...CAP };

/** What the acceptance and dispatch desk does (受理、立案、派遣). */
export const DESK_MOVES: readonly MoveDefinition[] = [
  {
    name: 'file',
    label: words('立案', 'File'),
    from: ['reported'],
    to: 'filed',
    by: [{ verb: 'incident.file' }, { is: ['system'] }],
    needs: [{ kind: 'category' }],
    effects: [
      { kind: 'categorise' },
      stopClock('file'),
      { kind: 'clock', clock: 'whole', do: 'relimit' },
      startClock('dispatch'),
      tell('reporter', 'incident.filed'),
    ],
  },
  {
    name: 'refuse',
    label: words('不予受理', 'Do not accept'),
    from: ['reported'],
    to: 'refused',
    by: [{ verb: 'incident.file' }],
    needs: [{ kind: 'reason' }],
    ending: 'refused',
    effects: [stopClock('*'), tell('reporter', 'incident.refused')],
  },
  {
    name: 'merge',
    label: words('并入重复件', 'Merge as a duplicate'),
    from: ['reported', 'filed'],
    to: 'merged',
    by: [{ verb: 'incident.file' }],
    needs: [{ kind: 'duplicateOf' }, { kind: 'note', optional: true }],
    ending: 'merged',
    effects: [
      { kind: 'link', as: 'duplicate_of' },
      stopClock('*'),
      tell('reporter', 'incident.merged'),
      tell('followers', 'incident.merged'),
    ],
  },
  {
    name: 'dispatch',
    label: words('派遣', 'Dispatch'),
    from: ['filed'],
    to: 'dispatched',
    by: [{ verb: 'incident.dispatch' }, { is: ['system'] }],
    needs: [{ kind: 'assignee' }, { kind: 'note', optional: true }],
    guards: [underCap, { kind: 'assignee_is_not_actor' }],
    effects: [
      { kind: 'assign', to: 'input' },
      stopClock('dispatch'),
      startClock('accept'),
      startClock('handle'),
      { kind: 'open_task', task: 'handle', for: 'assignee' },
      tell('assignee', 'incident.dispatched'),
      tell('reporter', 'incident.under_way'),
    ],
  },
  {
    name: 'designate',
    label: words('指定承办', 'Designate'),
    from: ['filed'],
    to: 'dispatched',
    by: [{ verb: 'incident.designate' }],
    needs: [{ kind: 'assignee' }, { kind: 'reason' }],
    guards: [capReached, { kind: 'assignee_is_not_actor' }],
    effects: [
      { kind: 'assign', to: 'input' },
      stopClock('dispatch'),
      startClock('accept'),
      startClock('handle'),
      { kind: 'open_task', task: 'handle', for: 'assignee' },
      tell('assignee', 'incident.designated'),
      tell('reporter', 'incident.under_way'),
    ],
  },
  {
    // Undo of a dispatch that nobody has accepted yet. The dispatch clock goes on as if it had never stopped.
    name: 'recall',
    label: words('收回派遣', 'Take back'),
    from: ['dispatched'],
    to: 'filed',
    by: [{ verb: 'incident.dispatch' }],
    needs: [{ kind: 'reason', optional: true }],
    effects: [
      handleTask('cancelled'),
      tell('assignee', 'incident.recalled'),
      { kind: 'assign', to: 'nobody' },
      stopClock('accept'),
      stopClock('handle'),
      { kind: 'clock', clock: 'dispatch', do: 'continue', countGap: true },
    ],
  },
];
