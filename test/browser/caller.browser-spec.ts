import { type IncidentDetailWire, type TrackedWire } from '@ingrid/contract';
import { type TestPerson } from '@ingrid/testing';
import { aParkingCategory, DESK, PHONE, rowsOf, Stage, type Visitor } from './support.js';

const WORDS = '楼下有车占道停车，轮椅过不去';

describe('a call taken at the desk', () => {
  let stage: Stage;
  let operator: TestPerson;

  beforeAll(async () => {
    stage = await Stage.open();
    operator = await stage.person('dispatcher');
    await aParkingCategory(stage);
  });
  afterAll(() => stage.close());

  it('is registered by keyboard with what its kind asks, and gives number and code to read out', async () => {
    const visitor = await stage.visitor(DESK, operator);
    const { page } = visitor;
    await page.goto('/desk/board');
    await visitor.part('rail-caller').click();
    await page.locator('[data-test="caller-phone"]:focus').waitFor();
    await page.keyboard.type('138 0013 8000');
    await page.keyboard.press('Enter');
    await page.keyboard.type('王桂兰');
    await page.keyboard.press('Enter');
    await page.keyboard.type(WORDS);
    await visitor.part('question-plate').waitFor();
    await visitor.part('map').click();
    await visitor.part('caller-place').waitFor();

    await page.keyboard.press('Control+Enter');
    await visitor.part('question-plate').locator('.fault').waitFor();
    await page.locator('#question-plate:focus').waitFor();
    await page.keyboard.type('浙A·12345');
    await page.keyboard.press('Control+Enter');
    await visitor.part('caller-result').waitFor();

    const [row] = await rowsOf(stage, operator, 'state=reported');
    expect(row).toMatchObject({ source: 'desk', number: await shown(visitor, 'caller-number') });
    const detail = (await (await stage.server.as(operator)).get(`/incidents/${row?.id ?? ''}`))
      .body as IncidentDetailWire;
    expect(detail).toMatchObject({
      answers: { plate: '浙A·12345' },
      reporter: { name: '王桂兰', phone: '13800138000' },
    });
    expect(await tracked(stage, visitor)).toMatchObject({ mine: true, description: WORDS });

    await page.keyboard.press('n');
    await page.locator('[data-test="caller-phone"]:focus').waitFor();
    expect(await visitor.part('caller-phone').inputValue()).toBe('');
    expect(await visitor.part('caller-words').inputValue()).toBe('');

    await page.goto(`/desk/incidents/${row?.id ?? ''}`);
    await visitor.part('answer-plate').waitFor();
    expect(await visitor.part('answer-plate').innerText()).toBe('浙A·12345');
    expect(await page.getByText('车牌号', { exact: true }).count()).toBe(1);
    await visitor.leave();
  });

  it('about a known matter lets the caller join it, with a code of the caller’s own', async () => {
    const visitor = await stage.visitor(DESK, operator);
    await visitor.page.goto('/desk/caller');
    await visitor.part('caller-words').fill(WORDS);
    await visitor.part('map').click();
    await visitor.part('caller-join').click();
    await visitor.page.locator('[data-test="caller-phone"]:focus').waitFor();
    await visitor.part('caller-phone').fill('0571-87654321');
    await visitor.part('caller-join').click();
    await visitor.part('caller-result').waitFor();
    const rows = await rowsOf(stage, operator, '');
    expect(rows).toMatchObject([{ number: await shown(visitor, 'caller-number'), followers: 1 }]);
    expect(await tracked(stage, visitor)).toMatchObject({ mine: false });
    await visitor.part('caller-next').click();
    await visitor.part('caller-form').waitFor();
    await visitor.leave();
  });

  it('known only in words belongs to the operator’s own area, also on a phone', async () => {
    const visitor = await stage.visitor(PHONE, operator);
    await visitor.page.goto('/desk/caller');
    await visitor.part('caller-phone').fill('13900139000');
    await visitor.part('caller-words').fill('老人走失，求助');
    await visitor.part('caller-send').click();
    await visitor.page.locator('[data-test="caller-address"]:focus').waitFor();
    await visitor.part('caller-address').fill('菜场门口');
    expect(await overflow(visitor)).toBe(0);
    await visitor.part('caller-send').click();
    await visitor.part('caller-code').waitFor();
    const rows = await rowsOf(stage, operator, 'state=reported');
    expect(rows.find(({ address }) => address === '菜场门口')).toMatchObject({
      source: 'desk',
      regionPath: stage.street.street.path,
    });
    expect(await overflow(visitor)).toBe(0);
    await visitor.leave();
  });

  it('is nothing for who may not take calls', async () => {
    const visitor = await stage.visitor(DESK, await stage.person('inspector'));
    await visitor.page.goto('/desk/incidents');
    await visitor.part('rail-incidents').waitFor();
    expect(await visitor.part('rail-caller').count()).toBe(0);
    await visitor.page.goto('/desk/caller');
    await visitor.page.waitForURL('**/not-allowed');
    expect(await visitor.part('caller-form').count()).toBe(0);
    await visitor.leave();
  });
});

function shown(visitor: Visitor, name: string): Promise<string> {
  return visitor.part(name).locator('[data-test="copy-value"]').innerText();
}

async function tracked(stage: Stage, visitor: Visitor): Promise<TrackedWire> {
  const answer = await stage.server.client().post('/public/track', {
    number: await shown(visitor, 'caller-number'),
    trackingCode: await shown(visitor, 'caller-code'),
  });
  expect(answer.status).toBe(200);
  return answer.body as TrackedWire;
}

/** Pixels by which the page is wider than the window. */
function overflow(visitor: Visitor): Promise<number> {
  return visitor.page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - window.innerWidth)',
  );
}
