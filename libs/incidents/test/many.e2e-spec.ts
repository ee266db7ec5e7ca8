import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IncidentRowWire } from '@ingrid/contract';
import { UnitOfWork } from '@ingrid/platform';
import { type EntityManager } from 'typeorm';
import { ListRepository } from '../src/data/list.repository.js';
import { type Office, openOffice, report } from './office.js';

const MANY = 21_000;

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  const { id } = await report(office.worker, office);
  // Years of settled matters, as copies of one.
  await office.server.get(UnitOfWork).read(async (db) => {
    await db.query(
      `INSERT INTO incidents (id, number, definition_id, definition_version, state, ending, source, title, description,
         category_code, region_id, region_path, location, attachment_ids, photos, clocks, reported_at, closed_at)
       SELECT gen_random_uuid(), 'M' || g, definition_id, definition_version, 'closed', 'verified', source, '路灯不亮 ' || g,
         CASE WHEN g = 777 THEN '窨井盖翘起，骑车摔倒' ELSE g || ' 号楼门口很黑，看不清路。' END, category_code, region_id,
         region_path, point(location[0] + g * 0.0001, location[1]), '{}', 0, '{}', reported_at - make_interval(mins => g), reported_at
       FROM incidents, generate_series(1, $2::int) g WHERE id = $1`,
      [id, MANY],
    );
    await db.query('ANALYZE incidents');
  });
}, 120_000);

afterAll(async () => {
  await office.server.close();
});

/** How the database goes about a list of this kind: the repository's own statement under EXPLAIN. */
async function planOf(
  ask: (lists: ListRepository, db: EntityManager) => Promise<unknown>,
): Promise<string> {
  return office.server.get(UnitOfWork).read(async (db) => {
    const query = async (sql: string, values: unknown[]): Promise<unknown> =>
      db.query(`EXPLAIN ${sql}`, values);
    // The repository asks nothing else of it.
    return JSON.stringify(await ask(new ListRepository(), { query } as unknown as EntityManager));
  });
}

const EVERYWHERE = { paths: [''], personId: null, unitId: null, mode: 'all' } as const;

async function planOfWords(text: string): Promise<string> {
  const order = { sort: 'reported', limit: 50 } as const;
  return planOf((lists, db) => lists.list(db, { sight: EVERYWHERE, text }, order, new Date()));
}

describe('among many settled matters', () => {
  it('two Chinese characters are found by an index', async () => {
    const path = `/incidents?query=${encodeURIComponent('窨井')}`;
    const { body } = await office.dispatcher.client.get(path);
    expect((body as { items: IncidentRowWire[] }).items.map((row) => row.number)).toEqual(['M777']);
    expect(await planOfWords('窨井')).toContain('incidents_words');
  });

  it('words that stand nowhere are not searched row by row, and one character still works', async () => {
    const nowhere = `/incidents?query=${encodeURIComponent('烧烤摊')}`;
    expect((await office.dispatcher.client.get(nowhere)).body).toMatchObject({ items: [] });
    expect(await planOfWords('烧烤摊')).toContain('incidents_words');
    const one = await office.dispatcher.client.get(`/incidents?query=${encodeURIComponent('窨')}`);
    expect((one.body as { items: unknown[] }).items).toHaveLength(1);
  });

  it('those of a box are found by their place', async () => {
    const { lat, lng } = office.street.grids[0].inside;
    const box = [lng - 0.001, lat - 0.001, lng + 0.001, lat + 0.001] as const;
    const path = `/incidents/points?state=closed&bbox=${box.join(',')}`;
    const { body } = await office.dispatcher.client.get(path);
    expect((body as { points: unknown[] }).points.length).toBeGreaterThan(5);
    const filter = { sight: EVERYWHERE, group: 'ended', box } as const;
    const plan = await planOf((lists, db) => lists.points(db, filter, 5_000, new Date()));
    expect(plan).toContain('incidents_closed_place');
  });

  it('all are in the table, none left out in silence', async () => {
    const { status, headers, body } = await office.dispatcher.client.get('/incidents/export.csv');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toContain('incidents.csv');
    expect(String(body).trimEnd().split('\r\n')).toHaveLength(MANY + 2);
    const wrong = await office.dispatcher.client.get('/incidents/export.csv?bbox=1,2');
    expect(wrong.status).toBe(400);
  });
});
