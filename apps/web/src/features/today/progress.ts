import { type TaskState, type TaskWire } from '@ingrid/contract';
import { type OutboxItem } from '../../offline';

export type TaskMove = 'accept' | 'start' | 'finish' | 'hand_back';

const AFTER: Record<TaskMove, TaskState> = {
  accept: 'accepted',
  start: 'started',
  finish: 'done',
  hand_back: 'handed_back',
};

/** The one thing to do next with a task; null when it is over. */
export function nextMove(state: TaskState): TaskMove | null {
  if (state === 'open') return 'accept';
  if (state === 'accepted') return 'start';
  return state === 'started' ? 'finish' : null;
}

/** Moves of a task that wait on this phone, oldest first. */
export function waitingMoves(taskId: string, queue: readonly OutboxItem[]): TaskMove[] {
  return [...queue]
    .filter(({ state, kind }) => state === 'waiting' && kind === 'task_move')
    .filter(({ steps }) => steps[0]?.path === `/tasks/${taskId}/moves`)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
    .map(({ steps }) => steps[0]?.body['move'])
    .filter((move): move is TaskMove => typeof move === 'string' && move in AFTER);
}

/** Where the worker stands with it: what the server knows plus what she did without a network. */
export function stateOf(task: TaskWire, queue: readonly OutboxItem[]): TaskState {
  const last = waitingMoves(task.id, queue).at(-1);
  return last ? AFTER[last] : task.state;
}

export const isOver = (state: TaskState): boolean =>
  state === 'done' || state === 'handed_back' || state === 'cancelled';
