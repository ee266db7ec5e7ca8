import {
  type DispatchSuggestionWire,
  type IncidentRowWire,
  type MoveAnswer,
  type ReportAnswer,
  type TaskWire,
} from '@ingrid/contract';
import { StaffService } from '@ingrid/grids';
import { SYSTEM } from '@ingrid/platform';
import {
  aPhoto,
  type TestClient,
  type TestPerson,
  TestServer,
  type TestStreet,
} from '@ingrid/testing';

interface Cast {
  street: TestStreet;
  unitId: string;
  resident: TestClient;
  worker: TestClient;
  workerPerson: TestPerson;
  handler: TestClient;
  colleague: TestClient;
  dispatcher: TestClient;
  inspector: TestClient;
}

describe('tasks', () => {
  let server: TestServer;
  let cast: Cast;

  beforeAll(async () => {
    server = await TestServer.start();
    cast = await castOf(server);
  });
  afterAll(() => server.close());

  it('lead a matter from dispatch to the check by somebody else', async () => {
    const id = await filed(cast);
    expect(
      (
        await move(cast.dispatcher, id, {
          move: 'dispatch',
          assigneeUnitId: cast.unitId,
          note: '归你单位',
        })
      ).status,
    ).toBe(200);

    const task = await taskOf(cast.handler, id);
    expect(task).toMatchObject({
      kind: 'handle',
      state: 'open',
      reason: '归你单位',
      unit: { id: cast.unitId },
      person: null,
    });
    await taskMove(cast.handler, task.id, { move: 'accept' });
    expect((await taskOf(cast.handler, id)).state).toBe('accepted');
    // Accepted by one, it is no longer on the colleague's list.
    expect(await openTasks(cast.colleague, id)).toEqual([]);

    await taskMove(cast.handler, task.id, {
      move: 'finish',
      note: '已清运',
      attachmentIds: [await aPhoto(cast.handler)],
    });
    expect(await openTasks(cast.handler, id)).toEqual([]);
    const check = await taskOf(cast.inspector, id);
    expect(check).toMatchObject({ kind: 'verify', state: 'open' });
    await taskMove(cast.inspector, check.id, { move: 'verify', note: '属实' });
    expect(await openTasks(cast.inspector, id)).toEqual([]);
    expect((await cast.dispatcher.get(`/incidents/${id}`)).body).toMatchObject({ state: 'closed' });
  });

  it('go back to the dispatcher when handed back, and are gone from the list', async () => {
    const id = await filed(cast);
    await move(cast.dispatcher, id, { move: 'dispatch', assigneeUnitId: cast.unitId });
    const task = await taskOf(cast.handler, id);
    await taskMove(cast.handler, task.id, { move: 'hand_back', reason: '不属本单位职责' });
    expect(await openTasks(cast.handler, id)).toEqual([]);
    expect((await cast.dispatcher.get(`/incidents/${id}`)).body).toMatchObject({
      state: 'filed',
      assignee: null,
    });
  });

  it('never show a stranger, and answer as if they did not exist', async () => {
    const id = await filed(cast);
    await move(cast.dispatcher, id, { move: 'dispatch', assigneeUnitId: cast.unitId });
    const task = await taskOf(cast.handler, id);
    const far = await server.aStreet();
    const stranger = await server.as(
      await server.aPerson({ roles: [{ role: 'handler', path: far.street.path }] }),
    );
    expect(await stranger.get(`/tasks/${task.id}`)).toMatchObject({
      status: 404,
      body: { code: 'tasks.not_found' },
    });
    expect(await stranger.post(`/tasks/${task.id}/moves`, { move: 'accept' })).toMatchObject({
      status: 404,
    });
    expect(await cast.resident.get('/tasks')).toMatchObject({ status: 403 });
  });

  it('keep two people from accepting the same work', async () => {
    const id = await filed(cast);
    await move(cast.dispatcher, id, { move: 'dispatch', assigneeUnitId: cast.unitId });
    const task = await taskOf(cast.handler, id);
    const both = await Promise.all([
      cast.handler.post(`/tasks/${task.id}/moves`, { move: 'accept' }),
      cast.colleague.post(`/tasks/${task.id}/moves`, { move: 'accept' }),
    ]);
    expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  it('are suggested to the unit of the rule first and say why, then to the worker of the grid', async () => {
    await server.get(StaffService).assign(SYSTEM, {
      gridId: cast.street.grids[0].id,
      personId: cast.workerPerson.id,
      post: 'full_time',
    });
    const rule = {
      regionPath: cast.street.street.path,
      unitId: cast.unitId,
      note: '环卫一体化合同',
    };
    expect((await cast.dispatcher.post('/dispatch-rules', rule)).status).toBe(201);
    expect(await cast.dispatcher.post('/dispatch-rules', rule)).toMatchObject({
      status: 409,
      body: { code: 'rules.exists' },
    });
    const id = await filed(cast);
    const answer = await cast.dispatcher.get(`/incidents/${id}/dispatch-suggestions`);
    const suggestions = answer.body as DispatchSuggestionWire[];
    expect(suggestions[0]).toMatchObject({ unit: { id: cast.unitId } });
    expect(suggestions[0]?.reason).toContain('环卫一体化合同');
    expect(suggestions.some((s) => s.person?.id === cast.workerPerson.id)).toBe(true);
  });

  it('are given out by themselves where a rule says so, with the rule as the reason', async () => {
    const own = await server.aStreet();
    const unit = await server.aUnit({ regionPath: own.street.path });
    const dispatcher = await server.as(
      await server.aPerson({ roles: [{ role: 'dispatcher', path: own.street.path }] }),
    );
    await dispatcher.post('/dispatch-rules', {
      regionPath: own.street.path,
      unitId: unit.id,
      automatic: true,
    });
    const id = await filed({ ...cast, street: own, dispatcher });
    await server.settled();
    expect((await dispatcher.get(`/incidents/${id}`)).body).toMatchObject({
      state: 'dispatched',
      assignee: { unit: unit.name },
    });
    const handler = await server.as(
      await server.aPerson({ unit: unit.id, roles: [{ role: 'handler', path: own.street.path }] }),
    );
    expect((await taskOf(handler, id)).reason).toContain('派遣规则');
  });

  it('refuse a rule with two targets, an unknown region path or a stale version', async () => {
    const target = {
      unitId: cast.unitId,
      gridWorker: true,
      regionPath: cast.street.community.path,
    };
    expect(await cast.dispatcher.post('/dispatch-rules', target)).toMatchObject({
      status: 400,
      body: { code: 'rules.one_target' },
    });
    expect(
      await cast.dispatcher.post('/dispatch-rules', { unitId: cast.unitId, regionPath: '1.2.3' }),
    ).toMatchObject({ status: 403 });
    const made = await cast.dispatcher.post('/dispatch-rules', {
      unitId: cast.unitId,
      regionPath: cast.street.community.path,
    });
    const { id } = made.body as { id: string };
    const change = {
      unitId: cast.unitId,
      regionPath: cast.street.community.path,
      automatic: false,
      version: 7,
    };
    expect(await cast.dispatcher.put(`/dispatch-rules/${id}`, change)).toMatchObject({
      status: 409,
      body: { code: 'rules.stale' },
    });
    expect((await cast.dispatcher.delete(`/dispatch-rules/${id}`)).status).toBe(204);
  });

  it('refuse a rule whose category, region or target nobody knows or cannot act', async () => {
    const { path } = cast.street.street;
    const admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    const make = (rule: object): Promise<unknown> =>
      admin.post('/dispatch-rules', { regionPath: path, categoryCode: 'C01', ...rule });
    const resident = await server.aPerson({ roles: [{ role: 'resident', path }] });
    const away = await server.aStreet();
    const farWorker = await server.aPerson({ roles: [{ role: 'worker', path: away.street.path }] });
    const unitId = cast.unitId;
    const refusals: [object, string][] = [
      [{ unitId, categoryCode: 'ZZZ.99' }, 'rules.unknown_category'],
      [{ unitId, regionPath: '99.nope' }, 'rules.unknown_region'],
      [{ unitId: resident.id }, 'rules.target_cannot_act'],
      [{ personId: unitId }, 'rules.target_cannot_act'],
      [{ personId: resident.id }, 'rules.target_cannot_act'],
      [{ personId: farWorker.id }, 'rules.target_cannot_act'],
    ];
    for (const [rule, code] of refusals)
      expect(await make(rule)).toMatchObject({ status: 422, body: { code } });
    const made = await make({ personId: cast.workerPerson.id });
    expect(made).toMatchObject({ status: 201 });
    const { id } = (made as { body: { id: string } }).body;
    const change = { personId: resident.id, regionPath: path, categoryCode: 'C01', version: 1 };
    expect(await admin.put(`/dispatch-rules/${id}`, change)).toMatchObject({
      status: 422,
      body: { code: 'rules.target_cannot_act' },
    });
    expect((await admin.delete(`/dispatch-rules/${id}`)).status).toBe(204);
  });

  it('are not given out by a rule whose person has lost the right since', async () => {
    const own = await server.aStreet();
    const { path } = own.street;
    const dispatcher = await server.as(
      await server.aPerson({ roles: [{ role: 'dispatcher', path }] }),
    );
    const admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    const person = await server.aPerson({ roles: [{ role: 'worker', path }] });
    const rule = { regionPath: path, personId: person.id, automatic: true };
    expect((await dispatcher.post('/dispatch-rules', rule)).status).toBe(201);
    const grants = (await admin.get(`/grants?personId=${person.id}`)).body as {
      items: { id: string }[];
    };
    for (const grant of grants.items) await admin.delete(`/grants/${grant.id}`);
    const id = await filed({ ...cast, street: own, dispatcher });
    await server.settled();
    expect((await dispatcher.get(`/incidents/${id}`)).body).toMatchObject({ state: 'filed' });
    expect((await dispatcher.get(`/incidents/${id}/dispatch-suggestions`)).body).toEqual([]);
  });

  it('are not dispatched by hand to somebody who cannot act there', async () => {
    const { path } = cast.street.street;
    const resident = await server.aPerson({ roles: [{ role: 'resident', path }] });
    const id = await filed({ ...cast, resident: await server.as(resident) });
    const dispatch = { move: 'dispatch', assigneePersonId: resident.id };
    expect(await move(cast.dispatcher, id, dispatch)).toMatchObject({
      status: 422,
      body: { code: 'incidents.assignee_cannot_act' },
    });
    const bulk = await cast.dispatcher.post('/incidents/moves', { ids: [id], ...dispatch });
    expect(JSON.stringify(bulk.body)).toContain('incidents.assignee_cannot_act');
    expect((await cast.dispatcher.get(`/incidents/${id}`)).body).toMatchObject({ state: 'filed' });
  });

  it('come by due time, page by page, with the distance from where I stand', async () => {
    const ids = [await filed(cast), await filed(cast), await filed(cast)];
    for (const id of ids)
      await move(cast.dispatcher, id, { move: 'dispatch', assigneePersonId: cast.workerPerson.id });
    const { lat, lng } = cast.street.grids[0].inside;
    const first = (await cast.worker.get(`/tasks?limit=2&near=${lat},${lng}`)).body as {
      items: TaskWire[];
      nextCursor: string;
    };
    expect(first.items).toHaveLength(2);
    expect(first.items[0]?.metres).toBeLessThan(300);
    const second = (await cast.worker.get(`/tasks?limit=2&cursor=${first.nextCursor}`)).body as {
      items: TaskWire[];
      nextCursor: null;
    };
    expect(second.items).toHaveLength(1);
    const due = [...first.items, ...second.items].map((t) => t.dueAt ?? '');
    expect(due).toEqual(due.toSorted());
  });
});

async function castOf(server: TestServer): Promise<Cast> {
  const street = await server.aStreet();
  const { path } = street.street;
  const unit = await server.aUnit({ regionPath: path });
  const workerPerson = await server.aPerson({ roles: [{ role: 'worker', path }] });
  const client = async (role: string, inUnit?: string): Promise<TestClient> =>
    server.as(
      await server.aPerson({
        roles: [{ role, path }],
        ...(inUnit === undefined ? {} : { unit: inUnit }),
      }),
    );
  return {
    street,
    unitId: unit.id,
    workerPerson,
    worker: await server.as(workerPerson),
    resident: await client('resident'),
    handler: await client('handler', unit.id),
    colleague: await client('handler', unit.id),
    dispatcher: await client('dispatcher'),
    inspector: await client('inspector'),
  };
}

let reports = 0;

async function filed(cast: Pick<Cast, 'street' | 'resident' | 'dispatcher'>): Promise<string> {
  reports += 1;
  const report = { description: `第${reports}处垃圾堆积`, location: cast.street.grids[0].inside };
  const answer = await cast.resident.post('/incidents', report);
  const { id } = answer.body as ReportAnswer;
  const categories = (await cast.dispatcher.get('/categories')).body as {
    items: { code: string; children: unknown[] }[];
  };
  const done = await move(cast.dispatcher, id, {
    move: 'file',
    categoryCode: leaf(categories.items),
  });
  expect(done.status).toBe(200);
  return id;
}

function leaf(nodes: { code: string; children: unknown[] }[]): string {
  const [first] = nodes;
  if (!first) throw new Error('no categories');
  // The wire nests categories of the same shape.
  return first.children.length === 0 ? first.code : leaf(first.children as typeof nodes);
}

function move(client: TestClient, id: string, body: object): ReturnType<TestClient['post']> {
  return client.post(`/incidents/${id}/moves`, body);
}

async function taskMove(client: TestClient, id: string, body: object): Promise<IncidentRowWire> {
  const answer = await client.post(`/tasks/${id}/moves`, body);
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'moved' } });
  return (answer.body as MoveAnswer).incident;
}

async function openTasks(client: TestClient, incidentId: string): Promise<TaskWire[]> {
  const { items } = (await client.get('/tasks?limit=100')).body as { items: TaskWire[] };
  return items.filter((t) => t.incident.id === incidentId);
}

async function taskOf(client: TestClient, incidentId: string): Promise<TaskWire> {
  const [task] = await openTasks(client, incidentId);
  if (!task) throw new Error('no such task on this list');
  return task;
}
