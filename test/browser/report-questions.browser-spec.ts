import { type IncidentDetailWire } from '@ingrid/contract';
import { type TestPerson } from '@ingrid/testing';
import { aParkingCategory, PHONE, rowsOf, Stage } from './support.js';

describe('a report of a kind that asks for more', () => {
  let stage: Stage;
  let worker: TestPerson;

  beforeAll(async () => {
    stage = await Stage.open();
    worker = await stage.person('worker');
  });
  afterAll(() => stage.close());

  it('is asked its questions, the mandatory ones before it is sent, also those added meanwhile', async () => {
    const { ask } = await aParkingCategory(stage);
    const visitor = await stage.visitor(PHONE, worker);
    await visitor.page.goto('/report');
    await visitor.part('description').fill('盲道上占道停车');
    await visitor.part('address').fill('复兴路 12 号院');
    await visitor.part('question-plate').waitFor();
    await visitor.part('send').click();
    await visitor.part('question-plate').locator('.fault').waitFor();
    await visitor.part('question-plate').locator('input').fill('浙A·12345');

    // The office asks for more while this page stands open: the server says so, and the field appears.
    await ask([
      { key: 'plate', label: '车牌号', kind: 'text', required: true },
      { key: 'spot', label: '停在哪里', kind: 'choice', choices: ['盲道', '路口'], required: true },
    ]);
    await visitor.part('send').click();
    await visitor.part('question-spot').locator('.fault').waitFor();
    expect(await visitor.part('description').inputValue()).toBe('盲道上占道停车');
    await visitor.part('question-spot').getByText('盲道').click();
    await visitor.part('send').click();
    await visitor.part('report-sent').waitFor();

    const rows = await rowsOf(stage, worker, '');
    expect(rows).toHaveLength(1);
    const { body } = await (await stage.server.as(worker)).get(`/incidents/${rows[0]?.id ?? ''}`);
    expect((body as IncidentDetailWire).answers).toEqual({ plate: '浙A·12345', spot: '盲道' });
    await visitor.leave();
  });

  it('queued without a network and refused for a new question goes back into the form, whole', async () => {
    const { ask } = await aParkingCategory(stage);
    const visitor = await stage.visitor(PHONE, worker);
    await visitor.page.goto('/report');
    await visitor.part('description').fill('路口占道停车两辆');
    await visitor.part('question-plate').locator('input').fill('浙B·54321');
    await visitor.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await visitor.context.setOffline(true);
    await visitor.part('address').fill('学府路口');
    await visitor.part('send').click();
    await visitor.part('report-waiting').waitFor();
    await ask([{ key: 'spot', label: '停在哪里', kind: 'text', required: true }]);
    await visitor.context.setOffline(false);
    await visitor.part('fill-in').click();
    expect(await visitor.part('description').inputValue()).toBe('路口占道停车两辆');
    expect(await visitor.part('address').inputValue()).toBe('学府路口');
    await visitor.part('question-spot').locator('input').fill('路口东侧');
    await visitor.part('send').click();
    await visitor.part('report-sent').waitFor();
    const rows = await rowsOf(stage, worker, '');
    expect(rows.filter(({ address }) => address === '学府路口')).toHaveLength(1);
    await visitor.leave();
  });
});
