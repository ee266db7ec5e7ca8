import { type MoveRequest } from '@ingrid/contract';
import { type Language, type Problem } from '@ingrid/kernel';
import { type MoveInput, type MoveOutcome, type PastMove } from '@ingrid/workflow';
import { type MoveRecord } from './data/incident.row.js';
import { incidentProblems } from './incidents.problems.js';

/** What the engine must know of a request. */
export function inputOf(request: MoveRequest): MoveInput {
  const {
    note,
    reason,
    attachmentIds,
    categoryCode,
    duplicateOfId,
    assigneePersonId,
    assigneeUnitId,
  } = request;
  const assignee = {
    ...(assigneePersonId === undefined ? {} : { personId: assigneePersonId }),
    ...(assigneeUnitId === undefined ? {} : { unitId: assigneeUnitId }),
  };
  return {
    ...(note === undefined ? {} : { note }),
    ...(reason === undefined ? {} : { reason }),
    ...(attachmentIds === undefined ? {} : { evidence: attachmentIds }),
    ...(categoryCode === undefined ? {} : { category: categoryCode }),
    ...(duplicateOfId === undefined ? {} : { duplicateOf: duplicateOfId }),
    ...(Object.keys(assignee).length === 0 ? {} : { assignee }),
  };
}

/** Notes kept for the record are no moves: the engine does not judge by them. */
export function pastMoves(history: readonly MoveRecord[]): PastMove[] {
  return history
    .filter((m) => m.kind === 'move')
    .map((m) => ({
      move: m.move,
      from: m.fromState,
      to: m.toState,
      at: m.at,
      ...(m.actorId === null ? {} : { by: m.actorId }),
    }));
}

/** The problem that a refused move becomes, with every reason in the reader's words. */
export function refusal(
  outcome: MoveOutcome & { ok: false },
  request: MoveRequest,
  state: string,
  language: Language,
): Problem {
  const { move } = request;
  if (outcome.refusals.some((r) => r.code === 'unknown_move'))
    return incidentProblems.unknownMove({ move });
  const refusals = outcome.refusals.map(({ code, words, details }) => ({
    code,
    words: words[language],
    details,
  }));
  return incidentProblems.moveRefused({ move, state, refusals });
}
