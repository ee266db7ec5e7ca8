import { type ActivityEvent, activityRows } from './activity/activity-log.js';

/** Parameters that the platform fills in; those of the use case begin after them. */
export const FIRST_OWN_PARAMETER = 8;

/** A use case so hot that its row and record are written by one statement, in one trip to the database. */
export interface HotWrite {
  /** Names the text, so that it is planned once per connection; changes when the text does. */
  readonly name: string;
  /** Further parts of the WITH clause; each ends with a comma. They write only `FROM go`. */
  readonly parts: string;
  /** The main `INSERT … SELECT … FROM go`, with parameters from {@link FIRST_OWN_PARAMETER} on. */
  readonly insert: string;
  /** What is read on the same trip, as it was before: a `SELECT` with parameters after those of the insert. */
  readonly read: string;
}

/** What {@link oneStatement} makes of it; made once, run by `UnitOfWork.runOne`. */
export interface OneStatement {
  readonly name: string;
  readonly text: string;
}

export interface Frame {
  readonly events: readonly ActivityEvent[];
  readonly actorId: string | null;
  readonly at: Date;
  readonly once: {
    readonly scope: string;
    readonly key: string;
    readonly fingerprint: string;
  } | null;
  readonly answer: unknown;
}

/**
 * The statement with its record and its idempotency key around it. `go` has one row, or none when the key was used
 * before: then nothing at all is written, and a second request at the same moment waits for the first to commit.
 */
export function oneStatement({ name, parts, insert, read }: HotWrite): OneStatement {
  return {
    name,
    text: `
  WITH claimed AS (
    INSERT INTO idempotency_keys (scope, key, fingerprint, answer, created_at)
    SELECT $4, $5, $6, $7::jsonb, $3::timestamptz WHERE $5::text IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING 1
  ),
  go AS (SELECT 1 AS once WHERE $5::text IS NULL OR EXISTS (SELECT 1 FROM claimed)),
  ${parts}
  record AS (
    INSERT INTO activity (seq, id, type, subject_type, subject_id, region_path, actor_id, at, data)
    SELECT ((SELECT base FROM activity_epoch) + pg_current_xact_id()::text::bigint) * 4096 + e.n,
           e.id, e.type, e.st, e.sid, e.path::ltree, $2::uuid, $3::timestamptz, e.data
    FROM go, jsonb_to_recordset($1::jsonb) AS e(n int, id uuid, type text, st text, sid uuid, path text, data jsonb)
  ),
  written AS (${insert} RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM written) AS written,
    (SELECT coalesce(json_agg(r), '[]') FROM (${read}) r) AS read`,
  };
}

export function frameValues({ events, actorId, at, once, answer }: Frame): unknown[] {
  return [
    JSON.stringify(activityRows(events, 0)),
    actorId,
    at,
    once?.scope ?? null,
    once?.key ?? null,
    once?.fingerprint ?? null,
    once ? JSON.stringify(answer) : null,
  ];
}
