import type { ActorRule, Guard, MoveDefinition } from '../definition.js';
import { handleTask, startClock, stopClock, tell, words } from './building.js';

const inCharge: readonly ActorRule[] = [
  { verb: 'incident.handle', is: ['assignee', 'unit_member'] },
];

// GB/T 30428 双轴: who dispatches, who handles and who verifies are different people.
const notTheDispatcher: Guard = { kind: 'actor_did_not', moves: ['dispatch', 'designate'] };
const notItsOwnWork: Guard = {
  kind: 'actor_did_not',
  moves: ['dispatch', 'designate', 'accept', 'start', 'finish'],
};

/** What the responsible unit or worker does, and the check by somebody else. */
export const UNIT_MOVES: readonly MoveDefinition[] = [
  {
    name: 'accept',
    label: words('签收', 'Accept'),
    from: ['dispatched'],
    to: 'accepted',
    by: inCharge,
    guards: [notTheDispatcher],
    effects: [stopClock('accept'), handleTask('accepted'), tell('reporter', 'incident.accepted')],
  },
  {
    name: 'start',
    label: words('开始处置', 'Start work'),
    from: ['accepted'],
    to: 'handling',
    by: inCharge,
    guards: [notTheDispatcher],
    effects: [handleTask('started'), tell('followers', 'incident.started')],
  },
  {
    name: 'finish',
    label: words('处置完成', 'Finish'),
    from: ['accepted', 'handling'],
    to: 'handled',
    by: inCharge,
    needs: [{ kind: 'note' }, { kind: 'evidence', atLeast: 1 }],
    guards: [notTheDispatcher],
    effects: [
      handleTask('done'),
      stopClock('handle'),
      startClock('verify'),
      { kind: 'open_task', task: 'verify', for: 'inspectors' },
      tell('inspectors', 'incident.to_verify'),
      tell('reporter', 'incident.handled'),
    ],
  },
  {
    name: 'hand_back',
    label: words('退单', 'Hand back'),
    from: ['dispatched', 'accepted', 'handling'],
    to: 'filed',
    by: inCharge,
    needs: [{ kind: 'reason' }],
    guards: [
      { kind: 'count_below', move: 'hand_back', count: 2, since: 'reopen' },
      // 潍坊 条例: once designated, may not return.
      { kind: 'count_below', move: 'designate', count: 1, since: 'reopen' },
    ],
    effects: [
      handleTask('handed_back'),
      { kind: 'assign', to: 'nobody' },
      stopClock('accept'),
      stopClock('handle'),
      { kind: 'clock', clock: 'dispatch', do: 'restart' },
      tell('dispatchers', 'incident.handed_back'),
    ],
  },
  {
    name: 'verify',
    label: words('核查结案', 'Verify and close'),
    from: ['handled'],
    to: 'closed',
    by: [{ verb: 'incident.verify' }],
    needs: [
      { kind: 'note', optional: true },
      { kind: 'evidence', optional: true },
    ],
    guards: [notItsOwnWork],
    ending: 'verified',
    effects: [
      { kind: 'mark_task', task: 'verify', as: 'done' },
      stopClock('*'),
      tell('reporter', 'incident.closed'),
      tell('followers', 'incident.closed'),
      tell('assignee', 'incident.closed'),
    ],
  },
  {
    // No pause for rework: a false "done" earns no time, so the handling clock goes on, the check included.
    name: 'rework',
    label: words('返工', 'Send back for rework'),
    from: ['handled'],
    to: 'handling',
    by: [{ verb: 'incident.verify' }],
    needs: [{ kind: 'reason' }, { kind: 'evidence', optional: true }],
    guards: [notItsOwnWork],
    effects: [
      { kind: 'mark_task', task: 'verify', as: 'done' },
      stopClock('verify'),
      { kind: 'clock', clock: 'handle', do: 'continue', countGap: true },
      { kind: 'open_task', task: 'handle', for: 'assignee' },
      handleTask('accepted'),
      handleTask('started'),
      tell('assignee', 'incident.rework'),
      tell('reporter', 'incident.rework'),
    ],
  },
  {
    // 当场处置 / 简易程序: found, fixed, shown; a normal ending, counted apart.
    name: 'solve_on_spot',
    label: words('当场处置', 'Solve on the spot'),
    from: ['reported', 'filed'],
    to: 'closed',
    by: [{ verb: 'incident.solve_on_spot' }],
    needs: [{ kind: 'note' }, { kind: 'evidence', atLeast: 1 }],
    ending: 'solvedOnSpot',
    effects: [stopClock('*'), tell('reporter', 'incident.solved_on_spot')],
  },
];
