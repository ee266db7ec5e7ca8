import { FIRST_OWN_PARAMETER, oneStatement, prepared } from '@ingrid/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Point } from '../domain/cells.js';
import { type DuplicateCandidate } from '../domain/duplicates.js';
import {
  INCIDENT_COLUMNS,
  type IncidentRecord,
  MOVE_COLUMNS,
  type MoveRecord,
} from './incident.row.js';
import { candidatesOf, NEAR, type Nearby, nearSelect, nearValues, pointText } from './near.js';

export interface NewIncident {
  readonly id: string;
  readonly number: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly state: string;
  readonly source: string;
  readonly title: string;
  readonly description: string;
  readonly categoryCode: string | null;
  readonly standardId: string | null;
  readonly regionId: string | null;
  readonly regionPath: string;
  readonly location: Point | null;
  readonly cell: number | null;
  readonly address: string | null;
  readonly answers: Record<string, string> | null;
  readonly reporterId: string | null;
  readonly reportedById: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly trackingHash: string | null;
  readonly attachmentIds: readonly string[];
  readonly clocks: object;
  readonly dueAt: Date | null;
  readonly approachingAt: Date | null;
  readonly moderation: 'held' | null;
  readonly moderationReasons: readonly string[] | null;
  readonly reportedAt: Date;
}

/** The timer that is set together with a new incident, in the same statement. */
export interface FirstTimer {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly at: Date;
}

// The hot write of the platform: incident and first timer in one statement, and with a record and an idempotency key
// around it in one trip to the database. Parameters are numbered from `first` on.
function insertParts(first: number, from: string): { timer: string; incident: string } {
  const p = (n: number, type = 'text'): string => `$${String(first + n - 1)}::${type}`;
  return {
    timer: `timer AS (
    INSERT INTO timers (id, kind, subject_id, name, due_at, data)
    SELECT ${p(29, 'uuid')}, ${p(30)}, ${p(1, 'uuid')}, ${p(31)}, ${p(32, 'timestamptz')}, '{}'
    FROM ${from} WHERE ${p(29, 'uuid')} IS NOT NULL
  )`,
    incident: `INSERT INTO incidents (id, number, definition_id, definition_version, state, source, title, description,
    category_code, standard_id, region_id, region_path, location, cell, address, answers, reporter_id, reported_by_id,
    contact_name, contact_phone, tracking_hash, attachment_ids, photos, clocks, due_at, approaching_at, moderation,
    moderation_reasons, reported_at)
  SELECT ${p(1, 'uuid')}, ${p(2)}, ${p(3)}, ${p(4, 'int')}, ${p(5)}, ${p(6)}, ${p(7)}, ${p(8)}, ${p(9)}, ${p(10, 'uuid')},
    ${p(11, 'uuid')}, ${p(12, 'ltree')}, ${p(13, 'point')}, ${p(14, 'bigint')}, ${p(15)}, ${p(16, 'jsonb')},
    ${p(17, 'uuid')}, ${p(18, 'uuid')}, ${p(19)}, ${p(20)}, ${p(21)}, ${p(22, 'uuid[]')}, cardinality(${p(22, 'uuid[]')}),
    ${p(23, 'jsonb')}, ${p(24, 'timestamptz')}, ${p(25, 'timestamptz')}, ${p(26)}, ${p(27, 'jsonb')}, ${p(28, 'timestamptz')}
  FROM ${from}`,
  };
}

const INSERT_PARAMETERS = 32;
const IN_TRANSACTION = insertParts(1, '(SELECT 1) AS go');
const INSERT = {
  name: 'incident_insert_2',
  text: `WITH ${IN_TRANSACTION.timer} ${IN_TRANSACTION.incident}`,
};

const ALONE = insertParts(FIRST_OWN_PARAMETER, 'go');

/**
 * A new incident with its first timer, its record and its idempotency key in one statement, which also reads what is near;
 * see `UnitOfWork.runOne`. Its parameters are {@link insertValues} and {@link nearValues}.
 */
export const REPORT = oneStatement({
  name: 'incident_report_3',
  parts: `${ALONE.timer},`,
  insert: ALONE.incident,
  read: nearSelect(FIRST_OWN_PARAMETER + INSERT_PARAMETERS),
});

@Injectable()
export class IncidentsRepository {
  async insert(db: EntityManager, row: NewIncident, timer: FirstTimer | null): Promise<void> {
    await prepared(db, INSERT, insertValues(row, timer));
  }

  async byId(db: EntityManager, id: string): Promise<IncidentRecord | null> {
    const [row]: IncidentRecord[] = await db.query(
      `SELECT ${INCIDENT_COLUMNS} FROM incidents i WHERE i.id = $1`,
      [id],
    );
    return row ?? null;
  }

  async byIds(db: EntityManager, ids: readonly string[]): Promise<IncidentRecord[]> {
    if (ids.length === 0) return [];
    return db.query(`SELECT ${INCIDENT_COLUMNS} FROM incidents i WHERE i.id = ANY ($1::uuid[])`, [
      ids,
    ]);
  }

  async numbersOf(db: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    const rows: { id: string; number: string }[] = await db.query(
      `SELECT id, number FROM incidents WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  async byNumber(db: EntityManager, number: string): Promise<IncidentRecord | null> {
    const [row]: IncidentRecord[] = await db.query(
      `SELECT ${INCIDENT_COLUMNS} FROM incidents i WHERE i.number = $1`,
      [number],
    );
    return row ?? null;
  }

  /** Takes the row until the end of the transaction; always before a task of it. */
  async lock(db: EntityManager, id: string): Promise<IncidentRecord | null> {
    const [row]: IncidentRecord[] = await db.query(
      `SELECT ${INCIDENT_COLUMNS} FROM incidents i WHERE i.id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return row ?? null;
  }

  async near(db: EntityManager, look: Nearby): Promise<DuplicateCandidate[]> {
    return candidatesOf(await prepared(db, NEAR, nearValues(look)));
  }

  async movesOf(db: EntityManager, incidentId: string): Promise<MoveRecord[]> {
    return db.query(
      `SELECT ${MOVE_COLUMNS} FROM incident_moves m WHERE m.incident_id = $1 ORDER BY m.n`,
      [incidentId],
    );
  }

  async addMove(db: EntityManager, incidentId: string, move: MoveRecord): Promise<void> {
    await db.query(
      `INSERT INTO incident_moves (incident_id, n, kind, move, from_state, to_state, actor_id, actor_kind, at, note, reason,
         attachment_ids, assignee_unit_id, assignee_person_id, done_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::uuid[], $13, $14, $15)`,
      [
        incidentId,
        move.n,
        move.kind,
        move.move,
        move.fromState,
        move.toState,
        move.actorId,
        move.actorKind,
        move.at,
        move.note,
        move.reason,
        move.attachmentIds,
        move.assigneeUnitId,
        move.assigneePersonId,
        move.doneAt,
      ],
    );
  }

  /** Keeps what a move changed. The row is locked by the caller. */
  async update(db: EntityManager, row: IncidentRecord, urgency: UrgencyColumns): Promise<void> {
    await db.query(
      `UPDATE incidents SET state = $2, ending = $3, category_code = $4, standard_id = $5, assignee_unit_id = $6,
         assignee_person_id = $7, duplicate_of_id = $8, clocks = $9, due_at = $10, approaching_at = $11, paused = $12,
         photos = $13, moves = $14, closed_at = $15, moderation = $16, version = $17
       WHERE id = $1`,
      [
        row.id,
        row.state,
        row.ending,
        row.categoryCode,
        row.standardId,
        row.assigneeUnitId,
        row.assigneePersonId,
        row.duplicateOfId,
        JSON.stringify(row.clocks),
        urgency.dueAt,
        urgency.approachingAt,
        urgency.paused,
        row.photos,
        row.moves,
        row.closedAt,
        row.moderation,
        row.version,
      ],
    );
  }
}

interface UrgencyColumns {
  readonly dueAt: Date | null;
  readonly approachingAt: Date | null;
  readonly paused: boolean;
}

/** The parameters of {@link REPORT} and of an insert inside a transaction. */
export function insertValues(row: NewIncident, timer: FirstTimer | null): unknown[] {
  return [
    row.id,
    row.number,
    row.definitionId,
    row.definitionVersion,
    row.state,
    row.source,
    row.title,
    row.description,
    row.categoryCode,
    row.standardId,
    row.regionId,
    row.regionPath,
    pointText(row.location),
    row.cell,
    row.address,
    jsonOrNull(row.answers),
    row.reporterId,
    row.reportedById,
    row.contactName,
    row.contactPhone,
    row.trackingHash,
    row.attachmentIds,
    JSON.stringify(row.clocks),
    row.dueAt,
    row.approachingAt,
    row.moderation,
    jsonOrNull(row.moderationReasons),
    row.reportedAt,
    ...(timer ? [timer.id, timer.kind, timer.name, timer.at] : [null, null, null, null]),
  ];
}

function jsonOrNull(value: object | null): string | null {
  return value && JSON.stringify(value);
}
