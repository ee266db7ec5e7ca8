import { type UnitWire } from '@ingrid/contract';
import { type EntityManager } from 'typeorm';

const UNIT = `SELECT id, name, kind, region_path::text AS "regionPath" FROM units`;

export async function unitById(db: EntityManager, id: string): Promise<UnitWire | null> {
  const [row]: UnitWire[] = await db.query(`${UNIT} WHERE id = $1`, [id]);
  return row ?? null;
}

export async function unitsByIds(db: EntityManager, ids: readonly string[]): Promise<UnitWire[]> {
  return db.query<UnitWire[]>(`${UNIT} WHERE id = ANY ($1)`, [ids]);
}

export async function unitByName(
  db: EntityManager,
  regionPath: string,
  name: string,
): Promise<UnitWire | null> {
  const [row]: UnitWire[] = await db.query(`${UNIT} WHERE region_path = $1::ltree AND name = $2`, [
    regionPath,
    name,
  ]);
  return row ?? null;
}

/** Units of a region: inside it, and those above that answer for it too. */
export async function listUnits(
  db: EntityManager,
  filter: {
    region: string | null;
    query: string | null;
    after: [string, string] | null;
    limit: number;
  },
): Promise<UnitWire[]> {
  return db.query<UnitWire[]>(
    `${UNIT}
     WHERE ($1::text IS NULL OR region_path <@ $1::ltree OR region_path @> $1::ltree)
       AND ($2::text IS NULL OR name ILIKE $2)
       AND ($3::text IS NULL OR (name COLLATE "C", id) > ($3, $4::uuid))
     ORDER BY name COLLATE "C", id LIMIT $5`,
    [
      filter.region,
      filter.query === null ? null : `%${filter.query.replaceAll(/[\\%_]/g, '\\$&')}%`,
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit,
    ],
  );
}

export async function insertUnit(db: EntityManager, unit: UnitWire, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO units (id, name, kind, region_path, created_at) VALUES ($1, $2, $3, $4::ltree, $5)`,
    [unit.id, unit.name, unit.kind, unit.regionPath, now],
  );
}
