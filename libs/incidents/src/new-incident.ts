import { type IncidentSource, type ReportRequest } from '@ingrid/contract';
import { type Clocks, type ProcessDefinition } from '@ingrid/workflow';
import { type NewIncident } from './data/incidents.repository.js';
import { cellOf } from './domain/cells.js';
import { titleFrom } from './domain/texts.js';
import { urgencyOf } from './domain/urgent.js';
import { type Suspicion } from './domain/suspicion.js';
import { type Place } from './places.js';

/** Everything about a report that is settled before the transaction begins. */
export interface Draft {
  readonly request: ReportRequest;
  readonly place: Place;
  readonly source: IncidentSource;
  readonly reporterId: string | null;
  readonly reportedById: string | null;
  /** A code is given to whoever has no account to follow with. */
  readonly tracked: boolean;
  readonly held: readonly Suspicion[];
}

/** What the platform adds to a report. */
export interface Opened {
  readonly id: string;
  readonly number: string;
  readonly definition: ProcessDefinition;
  readonly state: string;
  readonly clocks: Clocks;
  readonly standardId: string | null;
  readonly trackingHash: string | null;
  readonly at: Date;
}

/** The row of a new incident. */
export function newIncident(draft: Draft, opened: Opened): NewIncident {
  const { definition, clocks, at } = opened;
  const { dueAt, approachingAt } = urgencyOf(clocks);
  return {
    ...what(draft.request),
    ...where(draft),
    ...who(draft),
    ...moderation(draft),
    id: opened.id,
    number: opened.number,
    definitionId: definition.id,
    definitionVersion: definition.version,
    state: opened.state,
    source: draft.source,
    standardId: opened.standardId,
    trackingHash: opened.trackingHash,
    clocks,
    dueAt,
    approachingAt,
    reportedAt: at,
  };
}

function what(
  request: ReportRequest,
): Pick<NewIncident, 'title' | 'description' | 'categoryCode' | 'answers' | 'attachmentIds'> {
  const { description, title, categoryCode = null, answers = null, attachmentIds = [] } = request;
  return {
    title: orNull(title) ?? titleFrom(description),
    description,
    categoryCode,
    answers,
    attachmentIds,
  };
}

function where({
  request,
  place,
}: Draft): Pick<NewIncident, 'regionId' | 'regionPath' | 'location' | 'cell' | 'address'> {
  const { location } = request;
  return {
    regionId: place.region?.id ?? null,
    regionPath: place.path,
    location: location ?? null,
    cell: location ? cellOf(location) : null,
    address: orNull(request.address),
  };
}

function who(
  draft: Draft,
): Pick<NewIncident, 'reporterId' | 'reportedById' | 'contactName' | 'contactPhone'> {
  const { reporterId, reportedById, request } = draft;
  const { contact } = request;
  return {
    reporterId,
    reportedById,
    contactName: orNull(contact?.name),
    contactPhone: orNull(contact?.phone),
  };
}

function moderation({ held }: Draft): Pick<NewIncident, 'moderation' | 'moderationReasons'> {
  return held.length > 0
    ? { moderation: 'held', moderationReasons: held }
    : { moderation: null, moderationReasons: null };
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text;
}
