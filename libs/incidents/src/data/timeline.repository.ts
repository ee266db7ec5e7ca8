import { type EventType } from '@ingrid/contract';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

export interface TimelineRow {
  readonly seq: number;
  readonly type: EventType;
  readonly actorId: string | null;
  readonly at: Date;
  readonly data: Record<string, unknown>;
}

const MOST = 1_000;

@Injectable()
export class TimelineRepository {
  /** What the record says about one incident, oldest first. */
  async of(db: EntityManager, incidentId: string): Promise<TimelineRow[]> {
    return db.query(
      `SELECT a.seq, a.type, a.actor_id AS "actorId", a.at, a.data FROM activity a
       WHERE a.subject_id = $1 AND a.subject_type = 'incident' AND a.type <> 'attachment.added' ORDER BY a.seq LIMIT ${String(MOST)}`,
      [incidentId],
    );
  }
}
