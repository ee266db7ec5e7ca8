import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CaseStandardWire,
  type CategoryImportWire,
  type CategoryTreeWire,
  type CategoryWire,
  type IncidentDetailWire,
} from '@ingrid/contract';
import { type Answer, type TestClient, TestServer, type TestStreet } from '@ingrid/testing';

let server: TestServer;
let street: TestStreet;
let admin: TestClient;
beforeAll(async () => {
  server = await TestServer.start();
  street = await server.aStreet();
  admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
}, 60_000);

afterAll(async () => {
  await server.close();
});

async function tree(): Promise<CategoryTreeWire> {
  return (await server.client().get('/categories')).body as CategoryTreeWire;
}

function flat(items: CategoryWire[]): CategoryWire[] {
  return items.flatMap((item) => [item, ...flat(item.children)]);
}

const bring = (body: object): Promise<Answer> => admin.post('/categories/import', body);

describe('the shipped categories', () => {
  it('are the two families of GB/T 30428 and the grid matters, each name below its major class', async () => {
    const { items } = await tree();
    const of = (family: string): string[] =>
      items.filter((i) => i.family === family).map((i) => i.name);
    expect(of('component')).toEqual([
      '公用设施',
      '交通设施',
      '市容环境设施',
      '园林绿化',
      '其他设施',
    ]);
    expect(of('event')).toEqual(['市容环境', '宣传广告', '施工管理', '突发事件', '街面秩序']);
    expect(of('grid')).toHaveLength(29);
    expect(flat(items).find((i) => i.code === 'E01.02')).toMatchObject({
      name: '暴露垃圾',
      parentCode: 'E01',
    });
  });

  it('bring case standards whose limits and sources are told', async () => {
    const { body } = await server.client().get('/case-standards?category=E01.02');
    expect(
      (body as { items: CaseStandardWire[] }).items.map((s) => [
        s.condition,
        s.limits.handleLimit?.amount,
        s.source,
      ]),
    ).toEqual([
      ['零星散落', 4, '某区示例 [S]'],
      ['成片堆积', 1, '济源示例 [S]'],
    ]);
  });

  it('are loaded once, however many servers start', async () => {
    const before = await tree();
    const second = await TestServer.start({}, server);
    await second.close();
    expect((await tree()).version).toBe(before.version);
  });
});

describe('an import', () => {
  it('adds and changes categories and standards; new incidents follow the new limits', async () => {
    const before = await tree();
    const done = await bring({
      categoriesCsv:
        'code,name,family,parentCode,nearMetres\nE09,扩展事件,event,,\nE09.01,共享单车堆积,event,E09,80\n',
      standardsCsv:
        'categoryCode,condition,closing,handleLimit,fileLimit\nE09.01,堵路,清走,3 工作时,1 工作时\n',
    });
    expect(done.body as CategoryImportWire).toEqual({
      version: before.version + 1,
      categories: 2,
      standards: 1,
      retired: 0,
    });
    const { id } = await street.incident({ categoryCode: 'E09.01' });
    const detail = (await admin.get(`/incidents/${id}`)).body as IncidentDetailWire;
    expect(detail).toMatchObject({
      category: { name: '共享单车堆积' },
      standard: { condition: '堵路', limits: { fileLimit: { amount: 1 } } },
    });
    expect(detail.clocks.find((c) => c.name === 'file')?.sentences[0]).toContain('1 工作时');
  });

  it('names every fault by row and then changes nothing', async () => {
    const before = await tree();
    const answer = await bring({
      categories: [
        { code: 'K1', name: '好', family: 'event' },
        { code: 'K 2', name: '', family: 'other' },
        { code: 'K3', name: '孤儿', family: 'event', parentCode: 'K9' },
        { code: 'K1', name: '重复', family: 'event' },
        7,
      ],
      standards: [
        {
          categoryCode: 'K1',
          condition: '有',
          closing: '无',
          limits: { handleLimit: { amount: -1, unit: 'weeks' } },
        },
      ],
    });
    expect(answer.status).toBe(422);
    const { details } = answer.body as { details: { faults: { row: number; words: string }[] } };
    expect(new Set(details.faults.map((f) => f.row))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(await tree()).toEqual(before);
  });

  it('that replaces retires what it does not name, and old incidents keep their word', async () => {
    const { id } = await street.incident({ categoryCode: 'E05.08' });
    const done = await bring({
      categories: [{ code: 'Z1', name: '全部事项', family: 'grid' }],
      replace: true,
    });
    expect((done.body as CategoryImportWire).retired).toBeGreaterThan(190);
    expect((await tree()).items.map((i) => i.code)).toEqual(['Z1']);
    expect((await admin.get(`/incidents/${id}`)).body).toMatchObject({
      category: { code: 'E05.08', name: '露天烧烤' },
    });
  });

  it('is for those who maintain categories', async () => {
    const worker = await server.as(
      await server.aPerson({ roles: [{ role: 'worker', path: street.street.path }] }),
    );
    expect((await worker.post('/categories/import', { categories: [] })).status).toBe(403);
    expect((await server.client().post('/categories/import', {})).status).toBe(401);
    expect((await bring({ categories: 'all' })).status).toBe(400);
    expect((await bring({ categoriesCsv: 'a,b\n"x' })).status).toBe(422);
  });
});
