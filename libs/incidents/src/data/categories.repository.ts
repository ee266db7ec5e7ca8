import { newId } from '@ingrid/kernel';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import {
  type CategoryDocument,
  type CategoryRecord,
  type StandardRecord,
} from '../domain/category-document.js';

export interface StoredCategory extends CategoryRecord {
  readonly retired: boolean;
  /** Number of the change that wrote it last. */
  readonly version: number;
}

export interface StoredStandard extends StandardRecord {
  readonly id: string;
  readonly retired: boolean;
}

/** A change of the categories as the history keeps it. */
export interface CategoryHistory {
  readonly version: number;
  readonly origin: string;
  readonly personId: string | null;
  readonly at: Date;
}

const CATEGORY_LOCK = 7_294_004;

const STANDARD_ROWS = `jsonb_to_recordset($1::jsonb) AS r(id uuid, "categoryCode" text, condition text, closing text,
  limits jsonb, responsible text, supervising text, evidence text, "legalBasis" text, source text, position int)`;

@Injectable()
export class CategoriesRepository {
  /** One change at a time, over all processes. */
  async lockImports(db: EntityManager): Promise<void> {
    await db.query('SELECT pg_advisory_xact_lock($1)', [CATEGORY_LOCK]);
  }

  async version(db: EntityManager): Promise<number> {
    const [row]: { version: number | null }[] = await db.query(
      `SELECT max(version) AS version FROM category_imports`,
    );
    return row?.version ?? 0;
  }

  async hasOrigin(db: EntityManager, origin: string): Promise<boolean> {
    const rows: unknown[] = await db.query(
      `SELECT 1 FROM category_imports WHERE origin = $1 LIMIT 1`,
      [origin],
    );
    return rows.length > 0;
  }

  /** All categories, retired ones too: an old incident keeps its word. */
  async all(db: EntityManager): Promise<StoredCategory[]> {
    return db.query(
      `SELECT code, name, family, parent_code AS "parentCode", questions, near_metres AS "nearMetres", retired, version
       FROM categories ORDER BY position, code`,
    );
  }

  /** All case standards, retired ones too: an incident that began under one keeps it. */
  async standards(db: EntityManager): Promise<StoredStandard[]> {
    return db.query(
      `SELECT id, category_code AS "categoryCode", condition, closing, limits, responsible, supervising, evidence,
         legal_basis AS "legalBasis", source, retired
       FROM case_standards ORDER BY category_code, position`,
    );
  }

  /** What was changed, so that an earlier state can always be seen. */
  async keepHistory(db: EntityManager, document: object, by: CategoryHistory): Promise<void> {
    await db.query(
      `INSERT INTO category_imports (version, origin, document, imported_by, imported_at) VALUES ($1, $2, $3, $4, $5)`,
      [by.version, by.origin, JSON.stringify(document), by.personId, by.at],
    );
  }

  /** Writes a document over what is there. `replace` retires what the document does not name; else places in lists stay. */
  async put(
    db: EntityManager,
    document: CategoryDocument,
    by: CategoryHistory & { replace: boolean },
  ): Promise<number> {
    await this.keepHistory(db, document, by);
    await db.query(
      `INSERT INTO categories (code, parent_code, family, name, questions, near_metres, position, version)
       SELECT r.code, r."parentCode", r.family, r.name, r.questions, r."nearMetres",
         r.position + CASE WHEN $3 THEN 0 ELSE (SELECT coalesce(max(c.position) + 1, 0) FROM categories c) END, $2
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, "parentCode" text, family text, name text, questions jsonb,
         "nearMetres" int, position int)
       ON CONFLICT ON CONSTRAINT categories_pk DO UPDATE SET parent_code = excluded.parent_code, family = excluded.family,
         name = excluded.name, questions = excluded.questions, near_metres = excluded.near_metres,
         position = CASE WHEN $3 THEN excluded.position ELSE categories.position END, version = excluded.version,
         retired = false`,
      [
        JSON.stringify(document.categories.map((c, position) => ({ ...c, position }))),
        by.version,
        by.replace,
      ],
    );
    await this.putStandards(db, document.standards, by);
    return by.replace ? this.retireOlder(db, by.version, document.standards.length > 0) : 0;
  }

  /** A standard that changed is retired and stands again as a new one; one that did not keeps its id. */
  private async putStandards(
    db: EntityManager,
    standards: readonly StandardRecord[],
    by: { version: number; replace: boolean },
  ): Promise<void> {
    const rows = JSON.stringify(standards.map((s, position) => ({ id: newId(), ...s, position })));
    const same = `s.category_code = r."categoryCode" AND s.condition = r.condition AND NOT s.retired`;
    await db.query(
      `UPDATE case_standards s SET retired = true FROM ${STANDARD_ROWS} WHERE ${same}
         AND (s.closing, s.limits, s.responsible, s.supervising, s.evidence, s.legal_basis, s.source) IS DISTINCT FROM
           (r.closing, r.limits, r.responsible, r.supervising, r.evidence, r."legalBasis", r.source)`,
      [rows],
    );
    await db.query(
      `UPDATE case_standards s SET version = $2, position = CASE WHEN $3 THEN r.position ELSE s.position END
       FROM ${STANDARD_ROWS} WHERE ${same}`,
      [rows, by.version, by.replace],
    );
    await db.query(
      `INSERT INTO case_standards (id, category_code, condition, closing, limits, responsible, supervising, evidence,
         legal_basis, source, position, version)
       SELECT r.id, r."categoryCode", r.condition, r.closing, r.limits, r.responsible, r.supervising, r.evidence,
         r."legalBasis", r.source,
         CASE WHEN $3 THEN r.position ELSE coalesce(
           (SELECT o.position FROM case_standards o WHERE o.category_code = r."categoryCode"
             AND o.condition = r.condition ORDER BY o.version DESC LIMIT 1),
           r.position + (SELECT coalesce(max(o.position) + 1, 0) FROM case_standards o)) END, $2
       FROM ${STANDARD_ROWS} WHERE NOT EXISTS (SELECT 1 FROM case_standards s WHERE ${same})`,
      [rows, by.version, by.replace],
    );
  }

  async updateCategory(
    db: EntityManager,
    { code, name, questions, nearMetres, retired, version }: StoredCategory,
  ): Promise<void> {
    await db.query(
      `UPDATE categories SET name = $2, questions = $3, near_metres = $4, retired = $5, version = $6 WHERE code = $1`,
      [code, name, JSON.stringify(questions), nearMetres, retired, version],
    );
  }

  /** The first standard of a category is its usual one, so a changed one takes the place of the one it replaces. */
  async takePlace(db: EntityManager, id: string, of: string): Promise<void> {
    await db.query(
      `UPDATE case_standards s SET position = o.position FROM case_standards o WHERE s.id = $1 AND o.id = $2`,
      [id, of],
    );
  }

  async retireStandard(db: EntityManager, id: string): Promise<void> {
    await db.query(`UPDATE case_standards SET retired = true WHERE id = $1`, [id]);
  }

  private async retireOlder(
    db: EntityManager,
    version: number,
    standardsToo: boolean,
  ): Promise<number> {
    const [, retired]: [unknown, number] = await db.query(
      `UPDATE categories SET retired = true WHERE version < $1 AND NOT retired`,
      [version],
    );
    if (standardsToo) {
      await db.query(
        `UPDATE case_standards SET retired = true WHERE version < $1 AND NOT retired`,
        [version],
      );
    }
    return retired;
  }
}
