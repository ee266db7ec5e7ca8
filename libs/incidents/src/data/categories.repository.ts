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
}

export interface StoredStandard extends StandardRecord {
  readonly id: string;
}

const CATEGORY_LOCK = 7_294_004;

@Injectable()
export class CategoriesRepository {
  /** One import at a time, over all processes. */
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
      `SELECT code, name, family, parent_code AS "parentCode", questions, near_metres AS "nearMetres", retired
       FROM categories ORDER BY position, code`,
    );
  }

  async standards(db: EntityManager): Promise<StoredStandard[]> {
    return db.query(
      `SELECT id, category_code AS "categoryCode", condition, closing, limits, responsible, supervising, evidence,
         legal_basis AS "legalBasis", source
       FROM case_standards WHERE NOT retired ORDER BY category_code, position`,
    );
  }

  /** Writes a document over what is there. `replace` retires what the document does not name. */
  async put(
    db: EntityManager,
    document: CategoryDocument,
    by: { version: number; origin: string; personId: string | null; at: Date; replace: boolean },
  ): Promise<number> {
    await db.query(
      `INSERT INTO category_imports (version, origin, document, imported_by, imported_at) VALUES ($1, $2, $3, $4, $5)`,
      [by.version, by.origin, JSON.stringify(document), by.personId, by.at],
    );
    await db.query(
      `INSERT INTO categories (code, parent_code, family, name, questions, near_metres, position, version)
       SELECT r.code, r."parentCode", r.family, r.name, r.questions, r."nearMetres", r.position, $2
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, "parentCode" text, family text, name text, questions jsonb,
         "nearMetres" int, position int)
       ON CONFLICT ON CONSTRAINT categories_pk DO UPDATE SET parent_code = excluded.parent_code, family = excluded.family,
         name = excluded.name, questions = excluded.questions, near_metres = excluded.near_metres,
         position = excluded.position, version = excluded.version, retired = false`,
      [JSON.stringify(document.categories.map((c, position) => ({ ...c, position }))), by.version],
    );
    await db.query(
      `INSERT INTO case_standards (id, category_code, condition, closing, limits, responsible, supervising, evidence,
         legal_basis, source, position, version)
       SELECT r.id, r."categoryCode", r.condition, r.closing, r.limits, r.responsible, r.supervising, r.evidence,
         r."legalBasis", r.source, r.position, $2
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "categoryCode" text, condition text, closing text, limits jsonb,
         responsible text, supervising text, evidence text, "legalBasis" text, source text, position int)
       ON CONFLICT ON CONSTRAINT case_standards_once DO UPDATE SET closing = excluded.closing, limits = excluded.limits,
         responsible = excluded.responsible, supervising = excluded.supervising, evidence = excluded.evidence,
         legal_basis = excluded.legal_basis, source = excluded.source, position = excluded.position,
         version = excluded.version, retired = false`,
      [
        JSON.stringify(document.standards.map((s, position) => ({ id: newId(), ...s, position }))),
        by.version,
      ],
    );
    return by.replace ? this.retireOlder(db, by.version, document.standards.length > 0) : 0;
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
