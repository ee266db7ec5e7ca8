import { type RegionLevel } from '@ingrid/contract';
import { type EntityManager, IsNull } from 'typeorm';
import { RegionEntity } from './region.entity.js';

export interface RegionFilter {
  /** Only what lies in these subtrees, and what they lie in; absent: everything. */
  readonly scopes?: readonly string[];
  readonly parentId?: string | null;
  readonly level?: RegionLevel;
  /** Part of the name, or the beginning of the code. */
  readonly query?: string;
  readonly after?: readonly [code: string, id: string];
  readonly limit: number;
}

export interface RegionRow {
  id: string;
  code: string;
  name: string;
  level: RegionLevel;
  path: string;
  parentId: string | null;
  childCount: number;
  version: number;
}

const COLUMNS = `r.id, r.code, r.name, r.level, r.path::text AS path, r.parent_id AS "parentId", r.version,
  (SELECT count(*) FROM regions c WHERE c.parent_id = r.id AND c.valid_to IS NULL) AS "childCount"`;

/** Current regions in the order of their codes, one more than `limit` so that the caller sees whether more follow. */
export async function list(db: EntityManager, filter: RegionFilter): Promise<RegionRow[]> {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const where = ['r.valid_to IS NULL', ...conditions(filter, put)];
  return db.query(
    `SELECT ${COLUMNS} FROM regions r WHERE ${where.join(' AND ')}
     ORDER BY r.code, r.id LIMIT ${put(filter.limit + 1)}`,
    values,
  );
}

export async function byId(db: EntityManager, id: string): Promise<RegionRow | null> {
  const [row]: RegionRow[] = await db.query(
    `SELECT ${COLUMNS} FROM regions r WHERE r.id = $1 AND r.valid_to IS NULL`,
    [id],
  );
  return row ?? null;
}

/** Regions by id, ended ones too: what happened long ago keeps its place. */
export async function byIds(db: EntityManager, ids: readonly string[]): Promise<RegionRow[]> {
  return db.query(`SELECT ${COLUMNS} FROM regions r WHERE r.id = ANY ($1)`, [ids]);
}

export async function byCode(db: EntityManager, code: string): Promise<RegionEntity | null> {
  return db.findOneBy(RegionEntity, { code, validTo: IsNull() });
}

export async function byCodes(db: EntityManager, codes: readonly string[]): Promise<RegionRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM regions r WHERE r.valid_to IS NULL AND r.code = ANY ($1)`,
    [codes],
  );
}

export async function byPaths(db: EntityManager, paths: readonly string[]): Promise<RegionRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM regions r
     WHERE r.valid_to IS NULL AND r.path = ANY ($1::ltree[]) ORDER BY nlevel(r.path)`,
    [paths],
  );
}

export async function lock(db: EntityManager, id: string): Promise<RegionEntity | null> {
  return db.findOne(RegionEntity, {
    where: { id, validTo: IsNull() },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Keeps the region from ending while something is hung below it. */
export async function lockShared(db: EntityManager, id: string): Promise<RegionEntity | null> {
  return db.findOne(RegionEntity, {
    where: { id, validTo: IsNull() },
    lock: { mode: 'pessimistic_read' },
  });
}

export async function insert(db: EntityManager, region: RegionEntity): Promise<void> {
  await db.insert(RegionEntity, region);
}

export async function change(db: EntityManager, region: RegionEntity): Promise<void> {
  await db.update(RegionEntity, { id: region.id }, { name: region.name, version: region.version });
}

function conditions(filter: RegionFilter, put: (value: unknown) => string): string[] {
  const where: string[] = [];
  if (filter.scopes) {
    const scopes = put(filter.scopes);
    where.push(`(r.path <@ ANY (${scopes}::ltree[]) OR r.path @> ANY (${scopes}::ltree[]))`);
  }
  if (filter.parentId === null) where.push('r.parent_id IS NULL');
  if (typeof filter.parentId === 'string') where.push(`r.parent_id = ${put(filter.parentId)}`);
  if (filter.level) where.push(`r.level = ${put(filter.level)}`);
  if (filter.query) {
    const like = filter.query.replaceAll(/[\\%_]/g, (c) => `\\${c}`);
    const name = `r.name ILIKE ${put(`%${like}%`)}`;
    // Codes are ASCII: words in Chinese are looked for in the index of names alone.
    const isCode = /^[\w-]+$/.test(filter.query);
    where.push(isCode ? `(${name} OR r.code LIKE ${put(`${like}%`)})` : name);
  }
  if (filter.after) {
    const [code, id] = filter.after;
    where.push(`(r.code, r.id) > (${put(code)}, ${put(id)}::uuid)`);
  }
  return where;
}
