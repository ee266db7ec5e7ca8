import { type TaskKind, type TaskState } from '@ingrid/contract';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { TaskEntity } from './task.entity.js';

export interface TaskFilter {
  /** Tasks of this person: given in person, or to the person's unit and taken by nobody else. */
  readonly mine?: { readonly personId: string; readonly unitId: string | null };
  /** Or checks to be made in these subtrees. */
  readonly checksIn?: readonly string[];
  /** Without `mine`: everything in these subtrees. */
  readonly within: readonly string[];
  readonly kind?: TaskKind;
  readonly open: boolean;
  readonly after?: readonly [string, string];
  readonly limit: number;
}

export interface TaskRow {
  id: string;
  kind: TaskKind;
  incidentId: string;
  state: TaskState;
  regionPath: string;
  unitId: string | null;
  personId: string | null;
  reason: string | null;
  openedAt: Date;
  dueAt: Date | null;
  /** `due_at` as the list is sorted: what has no limit comes last. */
  sortKey: string;
}

const COLUMNS = `t.id, t.kind, t.incident_id AS "incidentId", t.state, t.region_path::text AS "regionPath",
  t.unit_id AS "unitId", t.person_id AS "personId", t.reason, t.opened_at AS "openedAt", i.due_at AS "dueAt",
  coalesce(i.due_at, 'infinity'::timestamptz)::text AS "sortKey"`;

@Injectable()
export class TasksRepository {
  async insert(db: EntityManager, task: TaskEntity): Promise<void> {
    await db.insert(TaskEntity, task);
  }

  async find(db: EntityManager, id: string): Promise<TaskRow | null> {
    const [row]: TaskRow[] = await db.query(
      `SELECT ${COLUMNS} FROM tasks t JOIN incidents i ON i.id = t.incident_id WHERE t.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** The open task of a kind of one incident; its incident's row is locked, so nobody else changes it now. */
  async openOf(db: EntityManager, incidentId: string, kind: TaskKind): Promise<TaskEntity | null> {
    return db
      .getRepository(TaskEntity)
      .createQueryBuilder('t')
      .where('t.incidentId = :incidentId AND t.kind = :kind AND t.endedAt IS NULL', {
        incidentId,
        kind,
      })
      .orderBy('t.openedAt', 'DESC')
      .getOne();
  }

  async save(db: EntityManager, task: TaskEntity): Promise<void> {
    await db.getRepository(TaskEntity).update({ id: task.id }, task);
  }

  /** By due time, keyset on (due, id). The partial indexes on open tasks carry it: closed ones cost nothing. */
  async list(db: EntityManager, filter: TaskFilter): Promise<TaskRow[]> {
    const [afterKey, afterId] = filter.after ?? [null, null];
    return db.query(
      `SELECT ${COLUMNS} FROM tasks t JOIN incidents i ON i.id = t.incident_id
       WHERE (t.ended_at IS NULL) = $1
         AND ($2::text IS NULL OR t.kind = $2)
         AND CASE WHEN $3::uuid IS NULL THEN t.region_path <@ ANY ($5::ltree[])
             ELSE t.person_id = $3 OR (t.person_id IS NULL AND t.unit_id = $4)
               OR (t.kind = 'verify' AND t.person_id IS NULL AND t.region_path <@ ANY ($6::ltree[])) END
         AND ($7::timestamptz IS NULL
           OR (coalesce(i.due_at, 'infinity'::timestamptz), t.id) > ($7::timestamptz, $8::uuid))
       ORDER BY coalesce(i.due_at, 'infinity'::timestamptz), t.id LIMIT $9`,
      [
        filter.open,
        filter.kind ?? null,
        filter.mine?.personId ?? null,
        filter.mine?.unitId ?? null,
        filter.within,
        filter.checksIn ?? [],
        afterKey,
        afterId,
        filter.limit,
      ],
    );
  }

  /** Open tasks in hand by person and by unit, for saying who is busy. */
  async loads(db: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows: { id: string; n: number }[] = await db.query(
      `SELECT id, count(*)::int AS n FROM (
         SELECT person_id AS id FROM tasks WHERE ended_at IS NULL AND person_id = ANY ($1::uuid[])
         UNION ALL SELECT unit_id FROM tasks WHERE ended_at IS NULL AND unit_id = ANY ($1::uuid[])) x GROUP BY id`,
      [ids],
    );
    return new Map(rows.map((r) => [r.id, r.n]));
  }
}
