import {
  type ActivityWire,
  type EventType,
  type LiveActivityWire,
  shownFacts,
  type Verb,
} from '@ingrid/contract';
import { isId } from '@ingrid/kernel';

/**
 * What a region room may show is cut by topic: holding a verb at a place opens its topic there. Topics without a verb
 * (log-ins, notices) never reach a region, only the person concerned.
 */
export const TOPIC_VERBS = {
  incident: 'incident.read',
  task: 'task.read',
  place: 'region.read',
  import: 'import.run',
  people: 'person.read',
  rule: 'rule.manage',
} as const satisfies Record<string, Verb>;

export type Topic = keyof typeof TOPIC_VERBS;

const TOPIC_OF: Record<string, Topic | null> = {
  incident: 'incident',
  attachment: 'incident',
  task: 'task',
  region: 'place',
  grid: 'place',
  staff: 'place',
  category: 'place',
  process: 'place',
  import: 'import',
  person: 'people',
  grant: 'people',
  role: 'people',
  unit: 'people',
  rule: 'rule',
  session: null,
  notice: null,
};

export function topicOf(type: EventType): Topic | null {
  return TOPIC_OF[type.split('.')[0] ?? ''] ?? null;
}

export type Room =
  | { readonly kind: 'region'; readonly path: string }
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'person'; readonly id: string };

// ltree: labels of letters, digits and underscore; GB/T 2260 codes are digits.
const PATH = /^(\w{1,40}(\.\w{1,40}){0,15})?$/;

/** Reads a room's name; null when it names none. */
export function parseRoom(name: string): Room | null {
  const colon = name.indexOf(':');
  const kind = name.slice(0, colon);
  const rest = name.slice(colon + 1);
  if (kind === 'region') return name.length <= 400 && PATH.test(rest) ? { kind, path: rest } : null;
  if ((kind === 'incident' || kind === 'person') && isId(rest))
    return { kind, id: rest.toLowerCase() };
  return null;
}

export const regionChannel = (path: string, topic: Topic): string => `region:${path}#${topic}`;
export const incidentChannel = (id: string): string => `incident:${id}`;
export const personChannel = (id: string): string => `person:${id}`;

/** Every channel an activity goes out on; a connection on several of them gets it once. */
export function channelsOf(row: ActivityWire): string[] {
  const topic = topicOf(row.type);
  const channels =
    topic === null ? [] : ancestors(row.regionPath).map((path) => regionChannel(path, topic));
  if (topic === 'incident' || topic === 'task') {
    const incident = row.subjectType === 'incident' ? row.subjectId : row.data['incidentId'];
    if (typeof incident === 'string') channels.push(incidentChannel(incident));
  }
  for (const person of peopleIn(row)) channels.push(personChannel(person));
  return channels;
}

/** '44.4403' → '', '44', '44.4403'. */
function ancestors(path: string): string[] {
  if (path === '') return [''];
  const labels = path.split('.');
  return ['', ...labels.map((_, i) => labels.slice(0, i + 1).join('.'))];
}

const PERSON_FIELDS = ['personId', 'reporterId', 'assigneeId', 'assigneePersonId'];
const PEOPLE_FIELDS = ['personIds', 'followerIds'];

function peopleIn(row: ActivityWire): Set<string> {
  const named: unknown[] = [row.actorId, ...PERSON_FIELDS.map((f) => row.data[f])];
  for (const field of PEOPLE_FIELDS) {
    const list: unknown = row.data[field];
    if (Array.isArray(list)) named.push(...(list as unknown[]));
  }
  if (row.subjectType === 'person') named.push(row.subjectId);
  return new Set(named.filter((id): id is string => typeof id === 'string'));
}

/** The row as everybody who may see it gets it: without who acted, which may be the reporter. */
export function sentForm(row: ActivityWire): LiveActivityWire {
  const { seq, type, subjectType, subjectId, regionPath, at, data } = row;
  return { seq, type, subjectType, subjectId, regionPath, at, data: shownFacts(data) };
}

const RIGHTS = new Set<EventType>([
  'grant.given',
  'grant.ended',
  'role.changed',
  'session.closed',
  'person.changed',
]);

// What is said or counted on a matter changes nothing about who may see it.
const HARMLESS = new Set<EventType>(['incident.escalated', 'incident.reported']);

/** Whose rights this may have changed: a person's, those in one incident, everybody's, or nobody's. */
export function rightsConcerned(
  row: ActivityWire,
): { person: string } | { incident: string } | 'everybody' | null {
  // Reporter, follower and assignee see a matter without a grant: any move may end that for one of them.
  if (row.subjectType === 'incident' && row.type.startsWith('incident.') && !HARMLESS.has(row.type))
    return { incident: row.subjectId };
  if (!RIGHTS.has(row.type)) return null;
  const person = row.subjectType === 'person' ? row.subjectId : row.data['personId'];
  return typeof person === 'string' ? { person } : 'everybody';
}
