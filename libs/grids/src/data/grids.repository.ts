import { type RegionLevel } from '@ingrid/contract';
import { type AreaGeometry, type BBox } from '@ingrid/geo';
import { type EntityManager } from 'typeorm';
import { GridEntity } from './grid.entity.js';

/** Where a current grid stands, without its polygon. `stamp` changes when the polygon does. */
export interface GridPlaceRow {
  id: string;
  code: string;
  name: string;
  level: RegionLevel;
  path: string;
  stamp: string;
}

export interface GridRow extends GridPlaceRow {
  kind: 'general' | 'special';
  areaM2: number;
  extent: string | null;
  households: number | null;
  supervisionPhone: string | null;
  west: number;
  south: number;
  east: number;
  north: number;
  version: number;
}

export interface GridDrawnRow {
  id: string;
  code: string;
  name: string;
  polygon: AreaGeometry;
}

export interface GridPolygonRow extends GridDrawnRow {
  kind: 'general' | 'special';
  path: string;
}

const PLACE = `r.id, r.code, r.name, r.level, r.path::text AS path, g.published_at::text AS stamp`;
const FROM = `FROM grids g JOIN regions r ON r.id = g.region_id`;

export async function places(db: EntityManager): Promise<GridPlaceRow[]> {
  return db.query(`SELECT ${PLACE} ${FROM} WHERE r.valid_to IS NULL`);
}

export async function polygons(
  db: EntityManager,
  ids: readonly string[],
): Promise<{ id: string; polygon: AreaGeometry }[]> {
  return db.query(`SELECT region_id AS id, polygon FROM grids WHERE region_id = ANY ($1)`, [ids]);
}

export async function byId(db: EntityManager, id: string): Promise<GridRow | null> {
  const [row]: GridRow[] = await db.query(
    `SELECT ${PLACE}, r.version, g.kind, g.area_m2 AS "areaM2", g.extent, g.households,
            g.supervision_phone AS "supervisionPhone",
            (g.bbox[1])[0] AS west, (g.bbox[1])[1] AS south, (g.bbox[0])[0] AS east, (g.bbox[0])[1] AS north
     ${FROM} WHERE r.valid_to IS NULL AND r.id = $1`,
    [id],
  );
  return row ?? null;
}

/** Polygons for a map: in a box, below a place, or both; at most `limit`, in the order of their codes. */
export async function within(
  db: EntityManager,
  filter: { box?: BBox; below?: string; scopes?: readonly string[]; limit: number },
): Promise<GridPolygonRow[]> {
  const values: unknown[] = [filter.limit];
  const where = ['r.valid_to IS NULL'];
  const put = (value: unknown): string => `$${values.push(value)}`;
  if (filter.box) where.push(`g.bbox && ${put(boxText(filter.box))}::box`);
  if (filter.below !== undefined) where.push(`r.path <@ ${put(filter.below)}::ltree`);
  if (filter.scopes) where.push(`r.path <@ ANY (${put(filter.scopes)}::ltree[])`);
  return db.query(
    `SELECT r.id, r.code, r.name, r.path::text AS path, g.kind, g.polygon ${FROM}
     WHERE ${where.join(' AND ')} ORDER BY r.code LIMIT $1`,
    values,
  );
}

/** Polygons of the current grids of some communities, to see whether new ones overlap them. */
export async function ofCommunities(
  db: EntityManager,
  communityIds: readonly string[],
): Promise<(GridPolygonRow & { communityId: string })[]> {
  return db.query(
    `SELECT r.id, r.code, r.name, r.path::text AS path, g.kind, g.polygon, r.parent_id AS "communityId"
     ${FROM} WHERE r.valid_to IS NULL AND r.parent_id = ANY ($1)`,
    [communityIds],
  );
}

export async function insert(db: EntityManager, grid: GridEntity): Promise<void> {
  await db.insert(GridEntity, grid);
}

export async function change(
  db: EntityManager,
  id: string,
  changes: Partial<GridEntity>,
): Promise<void> {
  if (Object.keys(changes).length > 0) await db.update(GridEntity, { regionId: id }, changes);
}

/** PostgreSQL's text of a box. */
export function boxText([west, south, east, north]: BBox): string {
  return `(${east},${north}),(${west},${south})`;
}
