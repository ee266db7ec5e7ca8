import { type Clocks, type MoveOutcome, type ProcessDefinition } from '@ingrid/workflow';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { type Charge } from './domain/outcome.js';
import { stateOf } from './process.service.js';

export interface MoveResult {
  readonly definition: ProcessDefinition;
  readonly outcome: MoveOutcome & { ok: true };
  readonly move: MoveRecord;
  readonly charge: Charge;
  readonly clocks: Clocks;
  readonly standardId: string | null;
}

/** The incident as an accepted move leaves it. */
export function incidentAfter(before: IncidentRecord, result: MoveResult): IncidentRecord {
  const { definition, outcome, move, charge, clocks, standardId } = result;
  const isClosed = stateOf(definition, outcome.to)?.group === 'closed';
  const isTalk = outcome.to === before.state;
  return {
    ...before,
    ...charge,
    ...(isClosed ? endOf(before, outcome, move.at) : { ending: null, closedAt: null }),
    state: outcome.to,
    standardId,
    clocks,
    moves: move.n,
    photos: before.photos + move.attachmentIds.length,
    // Talk changes nothing that somebody else may be deciding on at this moment.
    version: isTalk ? before.version : before.version + 1,
  };
}

/** Talk about a closed matter changes neither when nor how it ended. */
function endOf(
  before: IncidentRecord,
  outcome: MoveOutcome & { ok: true },
  at: Date,
): Pick<IncidentRecord, 'ending' | 'closedAt'> {
  return { ending: outcome.ending ?? before.ending, closedAt: before.closedAt ?? at };
}
