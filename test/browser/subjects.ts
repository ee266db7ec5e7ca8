import { type ImportWire, type ReportAnswer, type TaskWire } from '@ingrid/contract';
import {
  type Answer,
  aPhoto,
  makeIncident,
  type TestClient,
  type TestPerson,
} from '@ingrid/testing';
import { type Stage } from './support.js';

/** What the pages under test are about. */
export interface Subjects {
  /** Ids by the name that stands for them in a path: id, grid, task, import, tracked. */
  readonly ids: Record<string, string>;
  /** Somebody with a task. */
  readonly worker: TestPerson;
  /** Somebody of a unit that has a task. */
  readonly handler: TestPerson;
}

export async function aMatterOfEachKind(stage: Stage): Promise<Subjects> {
  const [grid, other] = stage.street.grids;
  const worker = await stage.person('worker');
  const unit = await stage.server.aUnit({ regionPath: stage.street.street.path, name: '环卫所' });
  const handler = await stage.person('handler', unit.id);
  const desk = await stage.server.as(await stage.person('dispatcher'));
  const filed = { description: '路灯不亮', filed: true };
  const { id } = await makeIncident(stage.server, grid.inside, filed);
  await give(desk, stage, { assigneePersonId: worker.id });
  await give(desk, stage, { assigneeUnitId: unit.id });
  await finish(
    await stage.server.as(handler),
    await give(desk, stage, { assigneeUnitId: unit.id }),
  );
  const tasks = await (await stage.server.as(worker)).get('/tasks?mine=true&open=true');
  const [task] = (bodyOf(tasks, 200) as { items: TaskWire[] }).items;
  const report = { description: '井盖松动', location: other.inside };
  const told = await stage.server
    .client()
    .post('/incidents', { ...report, contact: { phone: '13800138002' } });
  const { number, trackingCode } = bodyOf(told, 201) as ReportAnswer;
  return {
    ids: {
      id,
      grid: grid.id,
      task: task?.id ?? '',
      import: await anImport(stage),
      tracked: `${number}#code=${trackingCode ?? ''}`,
    },
    worker,
    handler,
  };
}

async function give(desk: TestClient, stage: Stage, to: object): Promise<string> {
  const at = stage.street.grids[2].inside;
  const { id } = await makeIncident(stage.server, at, { description: '垃圾堆积', filed: true });
  bodyOf(await desk.post(`/incidents/${id}/moves`, { move: 'dispatch', ...to }), 200);
  return id;
}

/** Done by the unit, not yet checked. */
async function finish(unit: TestClient, id: string): Promise<void> {
  const photo = await aPhoto(unit);
  bodyOf(await unit.post(`/incidents/${id}/moves`, { move: 'accept' }), 200);
  const done = { move: 'finish', note: '已清运', attachmentIds: [photo] };
  bodyOf(await unit.post(`/incidents/${id}/moves`, done), 200);
}

/** An import that ended, with a fault to show. */
async function anImport(stage: Stage): Promise<string> {
  const admin = await stage.server.as(await stage.person('admin'));
  const bytes = new TextEncoder().encode('code,name\nwrong,无此代码\n');
  const file = { name: 'regions.csv', type: 'text/csv', bytes };
  const { id } = bodyOf(await admin.upload('/imports?kind=regions', file), 202) as ImportWire;
  await stage.server.settled();
  return id;
}

/** What a route answered, once it is known that it did. */
function bodyOf(answer: Answer, status: number): unknown {
  expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
  return answer.body;
}
