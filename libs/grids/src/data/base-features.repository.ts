import { type BBox } from '@ingrid/geo';
import { type EntityManager } from 'typeorm';
import { type BaseGeometry, type BaseKind } from '../domain/base-feature.js';
import { type BaseFeatureEntity } from './base-feature.entity.js';
import { boxText } from './grids.repository.js';

export interface BaseFeatureRow {
  id: string;
  kind: BaseKind;
  name: string | null;
  geometry: BaseGeometry;
}

export async function insert(db: EntityManager, rows: readonly BaseFeatureEntity[]): Promise<void> {
  // One statement of one parameter: thousands of houses would pass the limit of parameters.
  await db.query(
    `INSERT INTO base_features (id, kind, name, geometry, bbox, span, source, import_id)
     SELECT id, kind, name, geometry, bbox::box, span, source, import_id FROM jsonb_to_recordset($1::jsonb)
       AS f(id uuid, kind text, name text, geometry jsonb, bbox text, span float8, source text, import_id uuid)`,
    [JSON.stringify(rows.map(({ importId, ...row }) => ({ ...row, import_id: importId })))],
  );
}

/** Roads before houses, large before small; at most `limit`. */
export async function within(
  db: EntityManager,
  filter: { box?: BBox; minSpan: number; limit: number },
): Promise<BaseFeatureRow[]> {
  return db.query(
    `SELECT id, kind, name, geometry FROM base_features
     WHERE ($1::text IS NULL OR bbox && $1::text::box) AND span >= $2
     ORDER BY (kind = 'building'), span DESC, id LIMIT $3`,
    [filter.box ? boxText(filter.box) : null, filter.minSpan, filter.limit],
  );
}

export async function removeSource(db: EntityManager, source: string): Promise<void> {
  await db.query(`DELETE FROM base_features WHERE source = $1`, [source]);
}

export async function remove(db: EntityManager, ids: readonly string[]): Promise<void> {
  await db.query(`DELETE FROM base_features WHERE id = ANY ($1)`, [ids]);
}

const EXTENT = `min((bbox[1])[0]) AS west, min((bbox[1])[1]) AS south,
                max((bbox[0])[0]) AS east, max((bbox[0])[1]) AS north`;

interface ExtentRow {
  west: number | null;
  south: number;
  east: number;
  north: number;
}

/** The box around all current grids, or around the base map where there are none; null in an empty installation. */
export async function extent(db: EntityManager): Promise<BBox | null> {
  const [grids]: ExtentRow[] = await db.query(
    `SELECT ${EXTENT} FROM grids g JOIN regions r ON r.id = g.region_id WHERE r.valid_to IS NULL`,
  );
  const [base]: ExtentRow[] = await db.query(`SELECT ${EXTENT} FROM base_features`);
  const found = [grids, base].find((row) => row !== undefined && row.west !== null);
  if (!found || found.west === null) return null;
  return [found.west, found.south, found.east, found.north];
}

export async function exists(db: EntityManager): Promise<boolean> {
  const rows: unknown[] = await db.query(`SELECT 1 FROM base_features LIMIT 1`);
  return rows.length > 0;
}
