import { type ClockMark } from '@ingrid/contract';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident.row.js';

/** `[west, south, east, north]` in degrees. */
export type Box = readonly [number, number, number, number];

export interface IncidentFilter {
  /** What the person may see at all. */
  readonly sight: Sight;
  readonly states?: readonly string[];
  /** Only what is open, or only what has ended; follows from the states or is asked for. */
  readonly group?: 'open' | 'ended';
  readonly region?: { readonly path: string; readonly gridId: string | null };
  readonly categories?: readonly string[];
  readonly source?: string;
  readonly unitId?: string;
  readonly assigneeId?: string;
  readonly mark?: ClockMark;
  readonly text?: string;
  readonly box?: Box;
  readonly from?: Date;
  readonly to?: Date;
}

export interface Sight {
  /** Region subtrees; '' is everywhere. */
  readonly paths: readonly string[];
  readonly personId: string | null;
  readonly unitId: string | null;
  /** `all`: by place or in charge; `mine`: reported by me; `followed`: followed by me. */
  readonly mode: 'all' | 'mine' | 'followed';
}

export interface ListOrder {
  readonly sort: 'reported' | 'due';
  readonly after?: { readonly at: Date; readonly id: string };
  readonly limit: number;
}

type Put = (value: unknown) => string;

@Injectable()
export class ListRepository {
  /** One more than `limit`, so that the caller sees whether more follow. */
  async list(
    db: EntityManager,
    filter: IncidentFilter,
    order: ListOrder,
    now: Date,
  ): Promise<IncidentRecord[]> {
    const { values, where, put } = conditions(filter, now);
    const isDue = order.sort === 'due';
    if (isDue) where.push('i.closed_at IS NULL', 'i.due_at IS NOT NULL');
    if (order.after) {
      const { at, id } = order.after;
      where.push(
        isDue
          ? `(i.due_at, i.id) > (${put(at)}::timestamptz, ${put(id)}::uuid)`
          : `(i.reported_at, i.id) < (${put(at)}::timestamptz, ${put(id)}::uuid)`,
      );
    }
    return db.query(
      `SELECT ${INCIDENT_COLUMNS} FROM incidents i WHERE ${where.join(' AND ')}
       ORDER BY ${isDue ? 'i.due_at, i.id' : 'i.reported_at DESC, i.id DESC'} LIMIT ${put(order.limit + 1)}`,
      values,
    );
  }

  /** What is open, by state and colour, and what ended since `closedSince`, by state. */
  async counts(
    db: EntityManager,
    filter: IncidentFilter,
    at: { now: Date; dayStart: Date; closedSince: Date },
  ): Promise<CountRow[]> {
    const { values, where, put } = conditions(filter, at.now);
    const condition = where.join(' AND ');
    return db.query(
      `SELECT i.state, ${markSql(put(at.now))} AS mark, count(*) AS count,
         count(*) FILTER (WHERE i.reported_at >= ${put(at.dayStart)}) AS today
       FROM incidents i WHERE ${condition} AND i.closed_at IS NULL GROUP BY 1, 2
       UNION ALL
       SELECT i.state, 'done', count(*), count(*) FILTER (WHERE i.reported_at >= ${put(at.dayStart)})
       FROM incidents i WHERE ${condition} AND i.closed_at >= ${put(at.closedSince)} GROUP BY 1`,
      values,
    );
  }

  async points(
    db: EntityManager,
    filter: IncidentFilter,
    limit: number,
    now: Date,
  ): Promise<PointRow[]> {
    const { values, where, put } = conditions(filter, now);
    return db.query(
      `SELECT i.id, i.location[0] AS lng, i.location[1] AS lat, i.state, ${markSql(put(now))} AS mark
       FROM incidents i WHERE ${where.join(' AND ')} AND i.location IS NOT NULL LIMIT ${put(limit)}`,
      values,
    );
  }

  /** Counts by squares of `step` degrees, each at the middle of what lies in it. */
  async clusters(
    db: EntityManager,
    filter: IncidentFilter,
    step: number,
    now: Date,
  ): Promise<ClusterRow[]> {
    const { values, where, put } = conditions(filter, now);
    return db.query(
      `SELECT avg(i.location[0]) AS lng, avg(i.location[1]) AS lat, count(*) AS count
       FROM incidents i WHERE ${where.join(' AND ')} AND i.location IS NOT NULL
       GROUP BY floor(i.location[0] / ${put(step)}::float8), floor(i.location[1] / ${put(step)}::float8)`,
      values,
    );
  }

  /** What waits for a moderator, oldest first. */
  async held(
    db: EntityManager,
    paths: readonly string[],
    order: Omit<ListOrder, 'sort'>,
  ): Promise<IncidentRecord[]> {
    return db.query(
      `SELECT ${INCIDENT_COLUMNS} FROM incidents i
       WHERE i.moderation = 'held' AND i.closed_at IS NULL AND ('' = ANY ($1::text[]) OR i.region_path <@ ANY ($1::ltree[]))
         AND ($2::timestamptz IS NULL OR (i.reported_at, i.id) > ($2, $3::uuid))
       ORDER BY i.reported_at, i.id LIMIT $4`,
      [paths, order.after?.at ?? null, order.after?.id ?? null, order.limit + 1],
    );
  }

  async heldCount(db: EntityManager, paths: readonly string[]): Promise<number> {
    const [row]: { count: number }[] = await db.query(
      `SELECT count(*) AS count FROM incidents i
       WHERE i.moderation = 'held' AND i.closed_at IS NULL AND ('' = ANY ($1::text[]) OR i.region_path <@ ANY ($1::ltree[]))`,
      [paths],
    );
    return row?.count ?? 0;
  }

  /** Matters that were merged into this one. */
  async mergedInto(db: EntityManager, id: string): Promise<IncidentRecord[]> {
    return db.query(
      `SELECT ${INCIDENT_COLUMNS} FROM incidents i WHERE i.duplicate_of_id = $1 ORDER BY i.reported_at LIMIT 50`,
      [id],
    );
  }
}

export interface CountRow {
  readonly state: string;
  readonly mark: ClockMark;
  readonly count: number;
  readonly today: number;
}

export interface PointRow {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  readonly state: string;
  readonly mark: ClockMark;
}

export interface ClusterRow {
  readonly lng: number;
  readonly lat: number;
  readonly count: number;
}

function conditions(
  filter: IncidentFilter,
  now: Date,
): { values: unknown[]; where: string[]; put: Put } {
  const values: unknown[] = [];
  const put: Put = (value) => `$${String(values.push(value))}`;
  const where = [
    // What is held back from everybody else is still the reporter's own.
    ...(filter.sight.mode === 'mine' ? [] : ['i.moderation IS NULL']),
    ...sightConditions(filter.sight, put),
    ...placeConditions(filter, put),
    ...kindConditions(filter, put),
    ...timeConditions(filter, put, now),
  ];
  return { values, where, put };
}

function sightConditions(sight: Sight, put: Put): string[] {
  if (sight.mode === 'mine') return [`i.reporter_id = ${put(sight.personId)}::uuid`];
  if (sight.mode === 'followed') {
    return [
      `i.id IN (SELECT f.incident_id FROM incident_followers f WHERE f.person_id = ${put(sight.personId)}::uuid)`,
    ];
  }
  if (sight.paths.includes('')) return [];
  const ways: string[] = [];
  if (sight.paths.length > 0) ways.push(`i.region_path <@ ANY (${put(sight.paths)}::ltree[])`);
  if (sight.personId !== null) ways.push(`i.assignee_person_id = ${put(sight.personId)}::uuid`);
  if (sight.unitId !== null) ways.push(`i.assignee_unit_id = ${put(sight.unitId)}::uuid`);
  return [ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`];
}

function placeConditions({ region, box }: IncidentFilter, put: Put): string[] {
  const where: string[] = [];
  // One grid is found by its id, which an index knows; a larger subtree is a good share of all rows.
  if (region?.gridId != null) where.push(`i.region_id = ${put(region.gridId)}::uuid`);
  else if (region) where.push(`i.region_path <@ ${put(region.path)}::ltree`);
  if (box)
    where.push(
      `i.location <@ ${put(`(${box.slice(0, 2).join(',')}),(${box.slice(2).join(',')})`)}::box`,
    );
  return where;
}

function kindConditions(filter: IncidentFilter, put: Put): string[] {
  const { states, categories, source, unitId, assigneeId, text } = filter;
  const where: string[] = [];
  if (states) where.push(`i.state = ANY (${put(states)}::text[])`);
  if (categories) where.push(`i.category_code = ANY (${put(categories)}::text[])`);
  if (source !== undefined) where.push(`i.source = ${put(source)}`);
  if (unitId !== undefined) where.push(`i.assignee_unit_id = ${put(unitId)}::uuid`);
  if (assigneeId !== undefined) where.push(`i.assignee_person_id = ${put(assigneeId)}::uuid`);
  if (text !== undefined) where.push(textCondition(text, put));
  return where;
}

// As in the index `incidents_words`.
const WORDS = `text_pairs(i.number || E'\\n' || i.title || E'\\n' || coalesce(i.address, '') || E'\\n' || i.description)`;

/** A number or its beginning is found by its index; anything else is looked for in title, place and text. */
function textCondition(text: string, put: Put): string {
  const like = text.replaceAll(/[\\%_]/g, (c) => `\\${c}`);
  if (isNumber(text)) return `i.number LIKE ${put(`${like}%`)}`;
  const pattern = put(`%${like}%`);
  const found = `(i.title ILIKE ${pattern} OR i.address ILIKE ${pattern} OR i.description ILIKE ${pattern} OR i.number LIKE ${pattern})`;
  if (Array.from(text).length < 2) return found;
  // What has ended grows without end: its index names the few rows that have all pairs of characters of the text.
  return `${found} AND (i.closed_at IS NULL OR i.closed_at IS NOT NULL AND ${WORDS} @> text_pairs(${put(text)}))`;
}

/** Whether somebody asks for a human number or the beginning of one. */
export function isNumber(text: string): boolean {
  return /^\d{8}-[\w-]*$/.test(text);
}

function timeConditions(filter: IncidentFilter, put: Put, now: Date): string[] {
  const { group, mark, from, to } = filter;
  const where: string[] = [];
  if (group === 'open' || (mark !== undefined && mark !== 'done'))
    where.push('i.closed_at IS NULL');
  if (group === 'ended' || mark === 'done') where.push('i.closed_at IS NOT NULL');
  if (mark !== undefined && mark !== 'done') where.push(`${markSql(put(now))} = ${put(mark)}`);
  if (from) where.push(`i.reported_at >= ${put(from)}`);
  if (to) where.push(`i.reported_at < ${put(to)}`);
  return where;
}

function markSql(now: string): string {
  return `CASE WHEN i.closed_at IS NOT NULL THEN 'done' WHEN i.paused THEN 'paused'
    WHEN i.due_at < ${now}::timestamptz THEN 'overdue' WHEN i.approaching_at <= ${now}::timestamptz THEN 'approaching'
    ELSE 'on_time' END`;
}
