import { type IncidentSource } from '@ingrid/contract';
import { type Clocks } from '@ingrid/workflow';

/** An incident as it is stored. */
export interface IncidentRecord {
  readonly id: string;
  readonly number: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly state: string;
  readonly ending: string | null;
  readonly source: IncidentSource;
  readonly title: string;
  readonly description: string;
  readonly categoryCode: string | null;
  readonly standardId: string | null;
  readonly regionId: string | null;
  readonly regionPath: string;
  /** `x` is the longitude, `y` the latitude, as the driver reads a point. */
  readonly location: { x: number; y: number } | null;
  readonly address: string | null;
  readonly answers: Record<string, string> | null;
  readonly reporterId: string | null;
  readonly reportedById: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly trackingHash: string | null;
  readonly attachmentIds: string[];
  readonly assigneeUnitId: string | null;
  readonly assigneePersonId: string | null;
  readonly duplicateOfId: string | null;
  readonly clocks: Clocks;
  readonly dueAt: Date | null;
  readonly photos: number;
  readonly followers: number;
  readonly moves: number;
  readonly moderation: 'held' | 'discarded' | null;
  readonly moderationReasons: string[] | null;
  readonly reportedAt: Date;
  readonly closedAt: Date | null;
  readonly version: number;
}

export const INCIDENT_COLUMNS = `i.id, i.number, i.definition_id AS "definitionId", i.definition_version AS "definitionVersion",
  i.state, i.ending, i.source, i.title, i.description, i.category_code AS "categoryCode", i.standard_id AS "standardId",
  i.region_id AS "regionId", i.region_path::text AS "regionPath", i.location, i.address, i.answers,
  i.reporter_id AS "reporterId", i.reported_by_id AS "reportedById", i.contact_name AS "contactName",
  i.contact_phone AS "contactPhone", i.tracking_hash AS "trackingHash", i.attachment_ids AS "attachmentIds",
  i.assignee_unit_id AS "assigneeUnitId", i.assignee_person_id AS "assigneePersonId",
  i.duplicate_of_id AS "duplicateOfId", i.clocks, i.due_at AS "dueAt", i.photos, i.followers, i.moves, i.moderation,
  i.moderation_reasons AS "moderationReasons", i.reported_at AS "reportedAt", i.closed_at AS "closedAt", i.version`;

/** One accepted move, or work that came too late to be one. */
export interface MoveRecord {
  readonly n: number;
  readonly kind: 'move' | 'note';
  readonly move: string;
  readonly fromState: string;
  readonly toState: string;
  readonly actorId: string | null;
  readonly actorKind: 'person' | 'guest' | 'system';
  readonly at: Date;
  readonly note: string | null;
  readonly reason: string | null;
  readonly attachmentIds: string[];
  readonly assigneeUnitId: string | null;
  readonly assigneePersonId: string | null;
  readonly doneAt: Date | null;
}

export const MOVE_COLUMNS = `m.n, m.kind, m.move, m.from_state AS "fromState", m.to_state AS "toState",
  m.actor_id AS "actorId", m.actor_kind AS "actorKind", m.at, m.note, m.reason, m.attachment_ids AS "attachmentIds",
  m.assignee_unit_id AS "assigneeUnitId", m.assignee_person_id AS "assigneePersonId", m.done_at AS "doneAt"`;
