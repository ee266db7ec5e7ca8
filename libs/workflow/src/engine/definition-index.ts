import type { MoveDefinition, ProcessDefinition, StateDefinition } from '../definition.js';

interface DefinitionIndex {
  readonly states: ReadonlyMap<string, StateDefinition>;
  readonly moves: ReadonlyMap<string, MoveDefinition>;
}

// Definitions are immutable documents that live as long as the program: looked up by identity, never copied.
const indexes = new WeakMap<ProcessDefinition, DefinitionIndex>();

/** States and moves of a definition by name. */
export function indexOf(definition: ProcessDefinition): DefinitionIndex {
  const known = indexes.get(definition);
  if (known) return known;
  const index = {
    states: new Map(definition.states.map((state) => [state.name, state])),
    moves: new Map(definition.moves.map((move) => [move.name, move])),
  };
  indexes.set(definition, index);
  return index;
}

/** True when the move may be made from the state. */
export function leavesFrom(move: MoveDefinition, state: string): boolean {
  return move.from.includes('*') || move.from.includes(state);
}
