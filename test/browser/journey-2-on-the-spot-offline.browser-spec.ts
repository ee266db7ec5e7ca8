import { type TestPerson } from '@ingrid/testing';
import { PHONE, photoFile, rowsOf, Stage } from './support.js';

describe('journey 2', () => {
  let stage: Stage;
  let worker: TestPerson;

  beforeAll(async () => {
    stage = await Stage.open();
    worker = await stage.person('worker');
  });
  afterAll(() => stage.close());

  it('a worker solves a blocked fire exit on the spot, offline, and it arrives once', async () => {
    const visitor = await stage.visitor(PHONE, worker);
    await visitor.page.goto('/report');
    await visitor.part('description').waitFor();
    await visitor.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await visitor.context.setOffline(true);
    await visitor
      .part('photo-input')
      .first()
      .setInputFiles(await photoFile());
    await visitor.part('description').fill('2号楼消防通道被纸箱堵住');
    await visitor.part('on-spot').first().click();
    await visitor
      .part('after-photos')
      .locator('input[type=file]')
      .first()
      .setInputFiles(await photoFile());
    await visitor.part('done-words').fill('已清走纸箱，通道畅通');
    await visitor.part('send').click();
    await visitor.part('report-waiting').waitFor();
    expect(await rowsOf(stage, worker, '')).toEqual([]);

    // The phone is switched off and on again without a network: what waits is still there.
    await visitor.page.goto('/queue');
    await visitor.part('queued').first().waitFor();

    await visitor.context.setOffline(false);
    await expect(untilClosed(stage, worker)).resolves.toMatchObject([
      { state: 'closed', photos: expect.any(Number) as number },
    ]);
    await visitor.page.reload();
    await visitor.page.waitForTimeout(1_500);
    expect(await rowsOf(stage, worker, '')).toHaveLength(1);
    await visitor.leave();
  });
});

async function untilClosed(stage: Stage, worker: TestPerson): ReturnType<typeof rowsOf> {
  for (let waited = 0; waited < 20_000; waited += 250) {
    const rows = await rowsOf(stage, worker, '');
    if (rows.some((row) => row.state === 'closed')) return rows;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error('the report did not arrive');
}
