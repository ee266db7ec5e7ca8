import { type IncidentDetailWire } from '@ingrid/contract';
import { aPhoto, makeIncident, type TestClient, type TestPerson } from '@ingrid/testing';
import { DESK, Stage } from './support.js';

describe('journey 4', () => {
  let stage: Stage;
  let inspector: TestPerson;
  let handler: TestClient;
  let id: string;

  beforeAll(async () => {
    stage = await Stage.open();
    inspector = await stage.person('inspector');
    const unit = await stage.server.aUnit({ regionPath: stage.street.street.path, name: '环卫所' });
    handler = await stage.server.as(await stage.person('handler', unit.id));
    const desk = await stage.server.as(await stage.person('dispatcher'));
    ({ id } = await makeIncident(stage.server, stage.street.grids[0].inside, {
      description: '西门垃圾堆积',
      filed: true,
    }));
    await desk.post(`/incidents/${id}/moves`, { move: 'dispatch', assigneeUnitId: unit.id });
    await handler.post(`/incidents/${id}/moves`, { move: 'accept' });
    await finish();
  });
  afterAll(() => stage.close());

  it('the inspector refuses a false "done"; the matter goes back, the clock tells the truth', async () => {
    const before = await handleClock();
    expect(before?.stoppedAt).not.toBeNull();

    const visitor = await stage.visitor(DESK, inspector);
    await visitor.page.goto('/desk/checks');
    await visitor.part('task-row').first().click();
    await visitor.part('check-rework').first().click();
    await visitor.part('field-reason').first().fill('现场仍有垃圾，与照片不符');
    await visitor.part('submit-rework').first().click();
    await visitor.part('said').first().waitFor();

    const after = await detail();
    expect(after.state).toBe('handling');
    const clock = await handleClock();
    // It runs on from its first start: a false "done" earns no time.
    expect(clock).toMatchObject({
      startedAt: before?.startedAt,
      dueAt: before?.dueAt,
      stoppedAt: null,
    });

    await finish();
    await visitor.page.reload();
    await visitor.part('task-row').first().click();
    await visitor.part('check-pass').first().click();
    await visitor.part('submit-verify').first().click();
    await visitor.part('said').first().waitFor();
    expect(await detail()).toMatchObject({ state: 'closed', ending: { name: 'verified' } });

    await visitor.page.goto(`/desk/incidents/${id}`);
    await visitor.part('process-picture').first().waitFor();
    expect(await visitor.part('timeline').first().innerText()).toContain(
      '现场仍有垃圾，与照片不符',
    );
    await visitor.leave();
  });

  async function finish(): Promise<void> {
    const answer = await handler.post(`/incidents/${id}/moves`, {
      move: 'finish',
      note: '已清运',
      attachmentIds: [await aPhoto(handler)],
    });
    expect(answer.status).toBe(200);
  }

  async function detail(): Promise<IncidentDetailWire> {
    return (await (await stage.server.as(inspector)).get(`/incidents/${id}`))
      .body as IncidentDetailWire;
  }

  async function handleClock(): Promise<IncidentDetailWire['clocks'][number] | undefined> {
    return (await detail()).clocks.find((c) => c.name === 'handle');
  }
});
