import { makeIncident, type TestPerson } from '@ingrid/testing';
import { handBack } from './office-screens.js';
import { DESK, rowsOf, Stage, type Visitor } from './support.js';

const LAMPS = 'C01.16';

describe('journey 3', () => {
  let stage: Stage;
  let dispatcher: TestPerson;
  let handler: TestPerson;

  beforeAll(async () => {
    stage = await Stage.open();
    dispatcher = await stage.person('dispatcher');
    const unit = await stage.server.aUnit({
      regionPath: stage.street.street.path,
      name: '路灯管理所',
    });
    handler = await stage.person('handler', unit.id);
    const desk = await stage.server.as(dispatcher);
    await desk.post('/dispatch-rules', {
      regionPath: stage.street.street.path,
      categoryCode: LAMPS,
      unitId: unit.id,
      note: '路灯维护合同',
    });
    for (let i = 0; i < 40; i += 1) {
      const twin = i === 11 || i === 12;
      const description = twin ? '北门口路灯全部不亮' : `${i + 1}号楼东侧路灯不亮`;
      const { lat, lng } = stage.street.grids[(i % 4) as 0 | 1 | 2 | 3].inside;
      const offset = twin ? 0 : (i - 20) * 0.00002;
      const at = { lat: lat + offset, lng: lng + offset };
      await makeIncident(stage.server, at, { description, categoryCode: LAMPS });
    }
  });
  afterAll(() => stage.close());

  it('the dispatcher clears a queue of 40 by keyboard, with two merged as duplicates and one handed back by the unit', async () => {
    const visitor = await stage.visitor(DESK, dispatcher);
    await visitor.page.goto('/desk/board');
    await visitor.part('board-row').first().waitFor();

    await mergeTwins(visitor);
    await all(visitor, 39, 'e', 'file');
    await expectCount(stage, dispatcher, 'state=reported', 0);
    await visitor.part('queue-to_dispatch').click();
    await visitor.part('board-row').first().waitFor();
    await all(visitor, 39, 'd', 'dispatch');
    await expectCount(stage, dispatcher, 'state=dispatched', 39);

    await visitor.part('queue-to_dispatch').click();
    await rows(visitor, (n) => n === 0);
    await handBack(stage, handler, '灯杆属小区物业，不属本所');

    // It comes back to the open board by itself, with the reason in its timeline.
    await visitor.part('board-row').first().waitFor();
    await visitor.part('board-row').first().click();
    await visitor.part('timeline').first().waitFor();
    expect(await visitor.part('timeline').first().innerText()).toContain('灯杆属小区物业');
    await visitor.page.keyboard.press('d');
    await visitor.part('submit-dispatch').waitFor();
    await visitor.part('suggestion').first().waitFor();
    await visitor.page.locator('[data-test="submit-dispatch"]:focus').waitFor();
    await visitor.page.keyboard.press('Enter');
    await expectCount(stage, dispatcher, 'state=dispatched', 39);
    await expectCount(stage, dispatcher, 'state=merged', 1);
    await visitor.leave();
  });
});

/** Both of the alike matters are found by words, selected and merged; the older one stays. */
async function mergeTwins(visitor: Visitor): Promise<void> {
  await visitor.page.keyboard.press('/');
  await visitor.page.keyboard.type('北门口');
  await rows(visitor, (n) => n === 2);
  await visitor.part('board-row').first().click();
  for (const key of ['x', 'j', 'x', 'm']) await visitor.page.keyboard.press(key);
  await visitor.part('bulk-run').click();
  await rows(visitor, (n) => n === 1);
  await visitor.part('filter-query').fill('');
  await rows(visitor, (n) => n > 2);
}

/** Selects every row with X and J, then makes one move on all of them. */
async function all(visitor: Visitor, rows: number, key: string, move: string): Promise<void> {
  await visitor.part('board-row').first().click();
  for (let i = 0; i < rows; i += 1) {
    await visitor.page.keyboard.press('x');
    await visitor.page.keyboard.press('j');
  }
  await visitor.page.keyboard.press(key);
  await visitor.part(`bulk-${move}`).waitFor();
  if (move === 'dispatch') await visitor.part('suggestion').first().waitFor();
  await visitor.part('bulk-run').click();
  await visitor.part('bulk-results').or(visitor.part('undo-bar')).first().waitFor();
}

async function expectCount(
  stage: Stage,
  person: TestPerson,
  query: string,
  count: number,
): Promise<void> {
  let found = -1;
  for (let waited = 0; waited < 15_000 && found !== count; waited += 250) {
    found = (await rowsOf(stage, person, query)).length;
    if (found !== count) await new Promise((done) => setTimeout(done, 250));
  }
  expect([query, found]).toEqual([query, count]);
}

async function rows(visitor: Visitor, right: (count: number) => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (right(await visitor.part('board-row').count())) return;
    await visitor.page.waitForTimeout(100);
  }
  throw new Error(`the queue shows ${await visitor.part('board-row').count()} rows`);
}
