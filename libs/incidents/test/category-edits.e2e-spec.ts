import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CaseStandardWire,
  type CategoryTreeWire,
  type CategoryWire,
  type IncidentDetailWire,
  type MaintainedCategoriesWire,
  type MaintainedCategoryWire,
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

afterAll(() => server.close());

// Each reads the answer of the route it is named after.
const categoryOf = ({ body }: Answer): MaintainedCategoryWire => body as MaintainedCategoryWire;
const standardOf = ({ body }: Answer): CaseStandardWire => body as CaseStandardWire;
const codeOf = ({ body }: Answer): string => (body as { code: string }).code;
const detailOf = async (id: string): Promise<IncidentDetailWire> =>
  (await admin.get(`/incidents/${id}`)).body as IncidentDetailWire;

async function maintained(code: string): Promise<MaintainedCategoryWire> {
  const { items } = (await admin.get('/categories/maintained')).body as MaintainedCategoriesWire;
  const found = items.find((item) => item.code === code);
  if (!found) throw new Error(`no category ${code}`);
  return found;
}

async function chosen(code: string): Promise<CategoryWire | undefined> {
  const { items } = (await server.client().get('/categories')).body as CategoryTreeWire;
  const flat = (nodes: CategoryWire[]): CategoryWire[] =>
    nodes.flatMap((node) => [node, ...flat(node.children)]);
  return flat(items).find((node) => node.code === code);
}

async function standardsOf(code: string): Promise<CaseStandardWire[]> {
  const { body } = await admin.get(`/case-standards?category=${code}`);
  return (body as { items: CaseStandardWire[] }).items;
}

let made = 0;
async function aCategory(more: object = {}): Promise<MaintainedCategoryWire> {
  made += 1;
  const body = { code: `E01.t${made}`, name: `试验${made}`, parentCode: 'E01', ...more };
  const answer = await admin.post('/categories', body);
  expect(answer.status).toBe(201);
  return categoryOf(answer);
}

const TWO_DAYS = { handleLimit: { amount: 2, unit: 'working_days' } };
const aStandard = async (code: string, more: object = {}): Promise<CaseStandardWire> => {
  const body = {
    categoryCode: code,
    condition: '堵路',
    closing: '清走',
    limits: TWO_DAYS,
    ...more,
  };
  const answer = await admin.post('/case-standards', body);
  expect(answer.status).toBe(201);
  return standardOf(answer);
};

describe('one category', () => {
  it('is made below another, takes its family, and can be chosen at once', async () => {
    const category = await aCategory({ nearMetres: 30 });
    expect(category).toMatchObject({ family: 'event', parentCode: 'E01', nearMetres: 30 });
    expect(category.inUse).toBe(true);
    expect(await chosen(category.code)).toMatchObject({ name: category.name, children: [] });
    await street.incident({ categoryCode: category.code });
  });

  it('keeps its place and what was not named when it is changed', async () => {
    const order = async (): Promise<string[]> =>
      ((await admin.get('/categories/maintained')).body as MaintainedCategoriesWire).items.map(
        (item) => item.code,
      );
    const before = [await order(), await maintained('C01.02')] as const;
    const answer = await admin.patch('/categories/C01.02', { name: '污水井盖（改）' });
    expect(categoryOf(answer)).toMatchObject({
      ...before[1],
      name: '污水井盖（改）',
      version: expect.any(Number),
    });
    expect(await order()).toEqual(before[0]);
  });

  it('asks what the office wants to know, in order, and says when an answer is missing', async () => {
    const { code } = await aCategory();
    const questions = [
      { key: 'deep', label: '有多深', kind: 'text', required: false },
      {
        key: 'lane',
        label: '在哪条车道',
        kind: 'choice',
        choices: ['机动车道', '人行道'],
        required: true,
      },
    ];
    expect((await admin.patch(`/categories/${code}`, { questions })).status).toBe(200);
    expect((await chosen(code))?.questions).toEqual(questions);
    const report = { description: '坏了', location: street.grids[0].inside, categoryCode: code };
    const worker = await server.as(
      await server.aPerson({ roles: [{ role: 'worker', path: street.street.path }] }),
    );
    expect(codeOf(await worker.post('/incidents', report))).toBe('incidents.answer_missing');
    const turned = { questions: [...questions].reverse() };
    await admin.patch(`/categories/${code}`, turned);
    expect((await chosen(code))?.questions.map((q) => q.key)).toEqual(['lane', 'deep']);
  });

  it('refuses what cannot be: taken codes, wrong parents, empty questions, older versions', async () => {
    const { code, version } = await aCategory();
    const post = async (body: object): Promise<[number, string]> => {
      const answer = await admin.post('/categories', { name: '名', ...body });
      return [answer.status, codeOf(answer)];
    };
    expect(await post({ code, parentCode: 'E01' })).toEqual([409, 'categories.code_taken']);
    expect(await post({ code: 'N1', parentCode: 'E99' })).toEqual([
      422,
      'categories.no_such_parent',
    ]);
    expect(await post({ code: 'N1' })).toEqual([422, 'categories.bad_value']);
    expect(await post({ code: 'N 1', family: 'event' })).toEqual([400, 'request.invalid']);
    await aCategory({ code: 'E01.t1.x', parentCode: 'E01.t1' });
    expect(await post({ code: 'N2', parentCode: 'E01.t1.x' })).toEqual([
      422,
      'categories.no_such_parent',
    ]);
    const ask = (question: object): Promise<Answer> =>
      admin.patch(`/categories/${code}`, { questions: [question] });
    for (const question of [
      { key: 'a', label: '', kind: 'text', required: true },
      { key: 'a', label: '选', kind: 'choice', required: true },
      { key: 'a', label: '选', kind: 'choice', choices: ['甲', '甲'], required: true },
      { key: 'a', label: '选', kind: 'choice', choices: ['甲', '\u0000'], required: true },
    ]) {
      expect(codeOf(await ask(question))).toBe('categories.bad_value');
    }
    expect((await admin.patch(`/categories/${code}`, { name: '新', version })).status).toBe(200);
    expect(codeOf(await admin.patch(`/categories/${code}`, { name: '旧', version }))).toBe(
      'categories.stale',
    );
    expect((await admin.patch('/categories/no%00ne', { name: '无' })).status).toBe(404);
  });

  it('out of use is chosen by nobody, while matters in it go on and keep its word', async () => {
    const { code, name } = await aCategory();
    const { id } = await street.incident({ categoryCode: code });
    expect(codeOf(await admin.patch('/categories/E01', { inUse: false }))).toBe(
      'categories.has_parts',
    );
    expect(categoryOf(await admin.patch(`/categories/${code}`, { inUse: false })).inUse).toBe(
      false,
    );
    expect(await chosen(code)).toBeUndefined();
    const filed = await admin.post(`/incidents/${id}/moves`, { move: 'file', categoryCode: code });
    expect(filed.status).toBeLessThan(300);
    expect((await detailOf(id)).category).toEqual({ code, name });
    await admin.patch(`/categories/${code}`, { name: `${name}改` });
    expect((await maintained(code)).inUse).toBe(false);
    await admin.patch(`/categories/${code}`, { inUse: true });
    expect(await chosen(code)).toBeDefined();
  });

  it('is changed by nobody else, and each change is on record', async () => {
    const before = await maintained('C01.03');
    const streetAdmin = await server.as(
      await server.aPerson({ roles: [{ role: 'admin', path: street.street.path }] }),
    );
    expect((await streetAdmin.patch('/categories/C01.03', { name: '别名' })).status).toBe(403);
    expect((await server.client().get('/categories/maintained')).status).toBe(401);
    expect(await maintained('C01.03')).toEqual(before);
    await admin.patch('/categories/C01.03', { nearMetres: 5 });
    await server.settled();
    const { body } = await admin.get('/activity?type=category.changed');
    expect(JSON.stringify(body)).toContain('"code":"C01.03","what":"changed"');
  });
});

describe('a case standard', () => {
  it('that changes holds for new matters; running ones keep the one they began under', async () => {
    const { code } = await aCategory();
    const first = await aStandard(code);
    const { id } = await street.incident({ categoryCode: code });
    const fourHours = { handleLimit: { amount: 4, unit: 'working_hours' } };
    const changed = await admin.put(`/case-standards/${first.id}`, {
      condition: '堵路',
      closing: '清走并恢复',
      limits: fourHours,
    });
    expect(changed.status).toBe(200);
    expect(await standardsOf(code)).toEqual([standardOf(changed)]);

    const unit = await server.aUnit({ regionPath: street.street.path });
    for (const move of [
      { move: 'file', categoryCode: code },
      { move: 'dispatch', assigneeUnitId: unit.id },
    ])
      expect((await admin.post(`/incidents/${id}/moves`, move)).status).toBeLessThan(300);
    expect((await detailOf(id)).standard).toMatchObject({ closing: '清走', limits: TWO_DAYS });
    const next = await street.incident({ categoryCode: code });
    expect((await detailOf(next.id)).standard).toMatchObject({ limits: fourHours });
  });

  it('changed by a table leaves running matters alone as well', async () => {
    const { code } = await aCategory();
    await aStandard(code);
    const { id } = await street.incident({ categoryCode: code });
    const standardsCsv = `categoryCode,condition,closing,handleLimit\n${code},堵路,清走,9 工作时\n`;
    expect((await admin.post('/categories/import', { standardsCsv })).status).toBe(200);
    expect((await detailOf(id)).standard?.limits).toEqual(TWO_DAYS);
    expect((await standardsOf(code)).map((s) => s.limits.handleLimit?.amount)).toEqual([9]);
  });

  it('added later does not reach matters that began without one', async () => {
    const { code } = await aCategory();
    const { id } = await street.incident({ categoryCode: code });
    await aStandard(code);
    expect((await detailOf(id)).standard).toBeNull();
  });

  it('keeps its place when it is changed, since the first one is the usual one', async () => {
    const { code } = await aCategory();
    const one = await aStandard(code, { condition: '一' });
    await aStandard(code, { condition: '二' });
    const body = { condition: '第一', closing: '清走', limits: TWO_DAYS };
    expect((await admin.put(`/case-standards/${one.id}`, body)).status).toBe(200);
    expect((await standardsOf(code)).map((s) => s.condition)).toEqual(['第一', '二']);
  });

  it('is ended; two alike, unknown limits and outdated ones are refused', async () => {
    const { code } = await aCategory();
    const { id } = await aStandard(code);
    const again = { categoryCode: code, condition: '堵路', closing: '清走', limits: {} };
    expect(codeOf(await admin.post('/case-standards', again))).toBe('categories.condition_taken');
    const put = async (limits: object): Promise<[number, string]> => {
      const body = { condition: '堵路', closing: '清走', limits };
      const answer = await admin.put(`/case-standards/${id}`, body);
      return [answer.status, codeOf(answer)];
    };
    for (const handleLimit of [
      { amount: 0, unit: 'working_days' },
      { amount: 1, unit: 'weeks' },
      3,
    ])
      expect(await put({ handleLimit })).toEqual([400, 'request.invalid']);
    expect(await put({ handleLimit: { amount: 1 } })).toEqual([422, 'categories.bad_value']);
    expect((await admin.delete(`/case-standards/${id}`)).status).toBe(204);
    expect(codeOf(await admin.delete(`/case-standards/${id}`))).toBe(
      'categories.standard_not_found',
    );
    expect(await standardsOf(code)).toEqual([]);
    await aStandard(code);
  });
});

describe('a table of categories', () => {
  it('leaves questions and places as they are', async () => {
    const questions = [{ key: 'k', label: '问', kind: 'text', required: false }];
    const { code, name } = await aCategory({ questions });
    const categoriesCsv = `code,name,family,parentCode,nearMetres\n${code},${name},event,E01,77\n`;
    expect((await admin.post('/categories/import', { categoriesCsv })).status).toBe(200);
    expect(await maintained(code)).toMatchObject({ questions, nearMetres: 77 });
  });

  it('may have the headings and words of an office', async () => {
    const { code } = await aCategory();
    const categoriesCsv = `代码,名称,大类,上级代码,相近距离（米）\n${code},占用盲道,事件,E01,40\n`;
    const standardsCsv = `类别代码,立案条件,结案条件,处置时限,责任主体\n${code},占用,恢复,3 工作日,街道\n`;
    expect((await admin.post('/categories/import', { categoriesCsv, standardsCsv })).status).toBe(
      200,
    );
    expect(await maintained(code)).toMatchObject({ name: '占用盲道', nearMetres: 40 });
    expect(await standardsOf(code)).toMatchObject([
      { limits: { handleLimit: { amount: 3, unit: 'working_days' } }, responsible: 'street' },
    ]);
  });
});
