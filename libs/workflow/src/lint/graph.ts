import type { MoveDefinition, ProcessDefinition } from '../definition.js';
import { leavesFrom } from '../engine/definition-index.js';

/** One arrow of the process picture, with `previous` made concrete. */
export interface Arrow {
  readonly move: MoveDefinition;
  readonly from: string;
  readonly to: string;
}

/**
 * All arrows between states. For `previous` every state that can enter the waiting state is a target: guards and rights are
 * not looked at, because the lint asks what can ever happen.
 */
export function arrowsOf(definition: ProcessDefinition): readonly Arrow[] {
  const direct: Arrow[] = [];
  const back: { move: MoveDefinition; from: string }[] = [];
  for (const move of definition.moves) {
    for (const { name: from } of definition.states.filter(({ name }) => leavesFrom(move, name))) {
      if (move.to === 'previous') back.push({ move, from });
      else direct.push({ move, from, to: move.to === 'same' ? from : move.to });
    }
  }
  const returns = back.flatMap(({ move, from }) =>
    entrances(direct, from).map((to): Arrow => ({ move, from, to })),
  );
  return [...direct, ...returns];
}

/** States from which a state is entered. */
function entrances(arrows: readonly Arrow[], state: string): string[] {
  return [
    ...new Set(arrows.filter(({ to, from }) => to === state && from !== state).map((a) => a.from)),
  ];
}

/** All that can be reached from some states by following `next`. */
export function closure(begin: readonly string[], next: (state: string) => string[]): Set<string> {
  const seen = new Set(begin);
  const open = [...begin];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const other of next(state)) {
      if (seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return seen;
}
