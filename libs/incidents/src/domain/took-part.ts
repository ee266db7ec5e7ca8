import { type ProcessDefinition } from '@ingrid/workflow';

interface Deed {
  readonly kind: string;
  readonly move: string;
  readonly actorId: string | null;
  readonly assigneePersonId: string | null;
}

/**
 * Whether somebody worked on a matter: was given it, or made a move that is not open to every reporter and follower.
 * Anybody may join a public matter and write a line, and must not come nearer to it by that.
 */
export function workedOn(
  personId: string | null,
  history: readonly Deed[],
  definition: ProcessDefinition,
): boolean {
  if (personId === null) return false;
  return history.some(
    (m) =>
      m.assigneePersonId === personId ||
      (m.kind === 'move' && m.actorId === personId && !isOutsidersMove(definition, m.move)),
  );
}

function isOutsidersMove(definition: ProcessDefinition, name: string): boolean {
  const rules = definition.moves.find((move) => move.name === name)?.by ?? [];
  return rules.some(({ is = [] }) => is.includes('reporter') || is.includes('follower'));
}
