import { type ActivityEvent, type Actor } from '@ingrid/platform';
import { type MoveOutcome } from '@ingrid/workflow';
import { type IncidentRecord, type MoveRecord } from './data/incident.row.js';
import { type Telling } from './domain/outcome.js';
import { urgencyOf } from './domain/urgent.js';
import { type Bond, relationsOf } from './incidents.access.js';

type Accepted = MoveOutcome & { ok: true };

/** What the record says of an accepted move. */
export function movedEvent(
  actor: Actor,
  before: IncidentRecord,
  after: IncidentRecord,
  made: { outcome: Accepted; move: MoveRecord; notify: readonly Telling[]; bond: Bond },
): ActivityEvent {
  const { outcome, move, notify, bond } = made;
  return {
    ...subjectOf(before),
    type: 'incident.moved',
    data: {
      ...factsOf(before, after),
      ...(outcome.ending === undefined ? {} : { ending: outcome.ending }),
      ...moveData(move),
      ...voiceOf(actor, before, bond),
      notify,
    },
  };
}

/** As whom somebody from outside spoke: a guest has no id on the record, and a follower is not the office. */
function voiceOf(actor: Actor, incident: IncidentRecord, bond: Bond): Record<string, unknown> {
  if (bond.guest) return { guest: bond.guest };
  const isFollowerOnly = relationsOf(actor, incident, bond).join() === 'follower';
  return isFollowerOnly && !actor.allows('incident.read', incident.regionPath)
    ? { follower: true }
    : {};
}

/** What the record says of work that came too late to be a move. */
export function notedEvent(
  before: IncidentRecord,
  after: IncidentRecord,
  move: MoveRecord,
): ActivityEvent {
  return {
    ...subjectOf(before),
    type: 'incident.noted',
    data: {
      ...factsOf(before, after),
      ...moveData(move),
      notify: [{ audience: 'dispatchers', template: 'incident.commented' }],
    },
  };
}

function subjectOf({ id, regionPath }: IncidentRecord): Omit<ActivityEvent, 'type' | 'data'> {
  return { subjectType: 'incident', subjectId: id, regionPath };
}

function moveData({ move, n, attachmentIds, doneAt }: MoveRecord): Record<string, unknown> {
  return { move, n, photos: attachmentIds.length, ...(doneAt === null ? {} : { doneAt }) };
}

/** Ids and facts that the observers need; never a name, a phone number or what somebody wrote. */
function factsOf(before: IncidentRecord, after: IncidentRecord): Record<string, unknown> {
  return {
    number: after.number,
    from: before.state,
    to: after.state,
    source: after.source,
    categoryCode: after.categoryCode,
    regionId: after.regionId,
    reporterId: after.reporterId,
    assigneeId: after.assigneePersonId,
    unitId: after.assigneeUnitId,
    dueAt: urgencyOf(after.clocks).dueAt,
    version: after.version,
    ...(after.duplicateOfId === null ? {} : { duplicateOfId: after.duplicateOfId }),
  };
}
