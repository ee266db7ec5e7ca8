import { VERBS } from '@ingrid/contract';
import { type Actor } from '@ingrid/platform';
import { type ActorFacts, type Relation } from '@ingrid/workflow';
import { type IncidentRecord } from './data/incident.row.js';

/** What is known of an actor's bond to an incident besides the row itself. */
export interface Bond {
  readonly follows: boolean;
  /** A guest who proved by tracking code to be the reporter or a follower. */
  readonly guest?: 'reporter' | 'follower';
}

/** How an actor stands to an incident. */
export function relationsOf(actor: Actor, incident: IncidentRecord, bond: Bond): Relation[] {
  const relations: Relation[] = [];
  if (actor.kind === 'system') relations.push('system');
  if (bond.guest) relations.push(bond.guest);
  const me = actor.personId;
  if (me === null) return relations;
  if (incident.reporterId === me) relations.push('reporter');
  if (incident.assigneePersonId === me) relations.push('assignee');
  if (bond.follows) relations.push('follower');
  if (isForMyUnit(actor, incident)) relations.push('unit_member');
  return relations;
}

/** Work given to one person of a unit is that person's; to the unit as a whole, anybody's in it. */
function isForMyUnit(actor: Actor, incident: IncidentRecord): boolean {
  if (actor.unitId === null || incident.assigneeUnitId !== actor.unitId) return false;
  return incident.assigneePersonId === null || incident.assigneePersonId === actor.personId;
}

/** Facts for the engine: the verbs held at this place and the relations. */
export function actorFacts(actor: Actor, incident: IncidentRecord, bond: Bond): ActorFacts {
  const verbs = VERB_NAMES.filter(
    (verb) => actor.kind !== 'system' && actor.allows(verb, incident.regionPath),
  );
  const relations = relationsOf(actor, incident, bond);
  return { ...(actor.personId === null ? {} : { personId: actor.personId }), verbs, relations };
}

/**
 * Whoever may read at the place, and whoever has to do with it: reporter, follower, assignee. A held report is seen only
 * by moderators and its reporter.
 */
export function maySee(actor: Actor, incident: IncidentRecord, bond: Bond): boolean {
  if (actor.kind === 'system') return true;
  const relations = relationsOf(actor, incident, bond);
  if (incident.moderation !== null) {
    return relations.includes('reporter') || actor.allows('incident.moderate', incident.regionPath);
  }
  return relations.length > 0 || actor.allows('incident.read', incident.regionPath);
}

const VERB_NAMES = Object.keys(VERBS).filter((verb): verb is keyof typeof VERBS =>
  verb.startsWith('incident.'),
);
