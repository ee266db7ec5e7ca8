import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** What a message about an incident may say. */
export interface ToldOf {
  readonly id: string;
  readonly n: number | null;
  readonly title: string;
  readonly categoryCode: string | null;
  readonly number: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly note: string | null;
  readonly reason: string | null;
  readonly unitId: string | null;
  readonly personId: string | null;
}

@Injectable()
export class TellingRepository {
  /** Incidents with the move that is told of; `n` may be null for what was no move. One row per question, in order. */
  async of(
    db: EntityManager,
    asked: readonly { id: string; n: number | null }[],
  ): Promise<(ToldOf | null)[]> {
    const rows: (ToldOf & { place: number })[] = await db.query(
      `SELECT q.place, i.id, q.n, i.title, i.category_code AS "categoryCode", i.number, i.definition_id AS "definitionId",
         i.definition_version AS "definitionVersion", m.note, m.reason,
         coalesce(m.assignee_unit_id, i.assignee_unit_id) AS "unitId",
         coalesce(m.assignee_person_id, i.assignee_person_id) AS "personId"
       FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS q(id, n, place)
       JOIN incidents i ON i.id = q.id LEFT JOIN incident_moves m ON m.incident_id = i.id AND m.n = q.n`,
      [asked.map((a) => a.id), asked.map((a) => a.n)],
    );
    const found = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, i) => found.get(i + 1) ?? null);
  }

  async followersOf(db: EntityManager, id: string): Promise<string[]> {
    const rows: { person: string }[] = await db.query(
      `SELECT person_id AS person FROM incident_followers WHERE incident_id = $1 AND person_id IS NOT NULL`,
      [id],
    );
    return rows.map((row) => row.person);
  }
}
