import { type EntityManager } from 'typeorm';
import { type KnownRegion } from '../domain/region-plan.js';

/** Current regions with these codes. */
export async function byCodes(db: EntityManager, codes: readonly string[]): Promise<KnownRegion[]> {
  return db.query(
    `SELECT id, code, name, level, path::text AS path, parent_id AS "parentId"
     FROM regions WHERE valid_to IS NULL AND code = ANY ($1)`,
    [codes],
  );
}

export async function addRegions(
  db: EntityManager,
  regions: readonly KnownRegion[],
  by: { importId: string; at: Date },
): Promise<void> {
  if (regions.length === 0) return;
  await db.query(
    `INSERT INTO regions (id, code, name, level, parent_id, path, valid_from, import_id, version)
     SELECT r.id, r.code, r.name, r.level, r."parentId", r.path::ltree, $2, $3, 1
     FROM jsonb_to_recordset($1::jsonb)
       AS r(id uuid, code text, name text, level text, "parentId" uuid, path text)`,
    [JSON.stringify(regions), by.at, by.importId],
  );
}

export async function renameRegions(
  db: EntityManager,
  regions: readonly { id: string; name: string }[],
): Promise<void> {
  if (regions.length === 0) return;
  await db.query(
    `UPDATE regions r SET name = n.name, version = r.version + 1
     FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, name text) WHERE r.id = n.id`,
    [JSON.stringify(regions)],
  );
}

/** Gives back the earlier names, except where somebody has changed the name again since. */
export async function restoreNames(
  db: EntityManager,
  regions: readonly { id: string; name: string; given: string }[],
): Promise<void> {
  if (regions.length === 0) return;
  await db.query(
    `UPDATE regions r SET name = n.name, version = r.version + 1
     FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, name text, given text)
     WHERE r.id = n.id AND r.name = n.given`,
    [JSON.stringify(regions)],
  );
}

/**
 * Removes regions that nothing refers to. What something was hung on while the undoing ran is ended instead, so that
 * its history keeps its place. Children must be given before or with their parents.
 */
export async function removeRegions(
  db: EntityManager,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  const kept: { id: string }[] = await db.query(KEPT, [ids]);
  const stays = new Set(kept.map(({ id }) => id));
  const removed = ids.filter((id) => !stays.has(id));
  await db.query(`DELETE FROM grids WHERE region_id = ANY ($1)`, [removed]);
  await db.query(`DELETE FROM regions WHERE id = ANY ($1)`, [removed]);
  await db.query(`UPDATE regions SET valid_to = $2 WHERE id = ANY ($1) AND valid_to IS NULL`, [
    ids,
    at,
  ]);
}

/** Those that something outside refers to, and what they lie in. */
const KEPT = `
  WITH RECURSIVE kept AS (
    SELECT r.id, r.parent_id FROM regions r WHERE r.id = ANY ($1)
      AND (EXISTS (SELECT 1 FROM regions c WHERE c.parent_id = r.id AND NOT c.id = ANY ($1))
        OR EXISTS (SELECT 1 FROM grid_staff s WHERE s.grid_id = r.id))
    UNION
    SELECT p.id, p.parent_id FROM regions p JOIN kept ON p.id = kept.parent_id WHERE p.id = ANY ($1)
  )
  SELECT id FROM kept`;

interface Use {
  readonly table: string;
  readonly count: number;
}

/**
 * What hangs on the regions an import created, without having come with it. Whatever belongs to a place carries a
 * `region_path` or a foreign key to `regions`, in whichever module it lives: the catalogue knows all of them.
 */
export async function usesOf(db: EntityManager, importId: string): Promise<Use[]> {
  const columns: { table: string; column: string; isPath: boolean }[] =
    await db.query(USING_COLUMNS);
  const uses: Use[] = [];
  for (const { table, column, isPath } of columns) {
    const [row]: { count: number }[] = await db.query(
      isPath ? byPath(table, column) : byKey(table, column),
      [importId],
    );
    if (row && row.count > 0) uses.push({ table, count: row.count });
  }
  return uses;
}

const USING_COLUMNS = `
  SELECT c.relname AS table, a.attname AS column, a.atttypid = 'ltree'::regtype AS "isPath"
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('activity', 'imports', 'grids')
    AND (a.attname = 'region_path' AND a.atttypid = 'ltree'::regtype
      OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid
        AND k.confrelid = 'regions'::regclass AND k.conkey = ARRAY[a.attnum]))
  ORDER BY 1, 2`;

const isCreated = (id: string): string =>
  `EXISTS (SELECT 1 FROM import_rows i WHERE i.import_id = $1 AND i.subject_id = ${id} AND i.deed = 'created')`;

// The names come from the catalogue, never from a caller.
function byKey(table: string, column: string): string {
  const foreign = table === 'regions' ? `AND NOT ${isCreated('t.id')}` : '';
  return `SELECT count(*) AS count FROM "${table}" t WHERE ${isCreated(`t."${column}"`)} ${foreign}`;
}

function byPath(table: string, column: string): string {
  return `
    WITH used AS (SELECT "${column}" AS path, count(*) AS n FROM "${table}" GROUP BY 1)
    SELECT coalesce(sum(used.n), 0)::bigint AS count FROM used
    WHERE EXISTS (SELECT 1 FROM regions r JOIN import_rows i ON i.subject_id = r.id
      WHERE r.path @> used.path AND i.import_id = $1 AND i.deed = 'created')`;
}
