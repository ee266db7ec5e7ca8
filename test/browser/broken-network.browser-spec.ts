import { makeIncident, type TestPerson, TestServer } from '@ingrid/testing';
import { type Route } from 'playwright-core';
import { DESK, PHONE, photoFile, rowsOf, Stage, type Visitor } from './support.js';

describe('when the connection breaks', () => {
  let stage: Stage;
  let dispatcher: TestPerson;
  let front: TestServer | null = null;

  beforeAll(async () => {
    stage = await Stage.open();
    dispatcher = await stage.person('dispatcher');
  });
  afterAll(async () => {
    await front?.close();
    await stage.close();
  });

  it('the desk says so, and its queue is right again by itself once the server is back', async () => {
    front = await TestServer.start({ WEB_DIR: 'dist/web' }, stage.server);
    const port = new URL(front.address).port;
    const desk = await stage.visitor(DESK, dispatcher);
    await desk.page.goto(`${front.address}/desk/board`);
    await report(stage, '先到的一件');
    await row(desk, '先到的一件').waitFor();
    await desk.page.evaluate('window.sameDocument = true');

    await front.close();
    front = null;
    await desk.page.locator('.banner').waitFor();
    await report(stage, '断线时到的一件');
    await desk.page.waitForTimeout(1_000);
    expect(await row(desk, '断线时到的一件').count()).toBe(0);

    front = await TestServer.start({ WEB_DIR: 'dist/web', PORT: port }, stage.server);
    // The app asks again every twelve seconds at most.
    await row(desk, '断线时到的一件').waitFor({ timeout: 30_000 });
    await desk.page.locator('.banner').waitFor({ state: 'detached' });
    await report(stage, '恢复后到的一件');
    await row(desk, '恢复后到的一件').waitFor();
    expect(await desk.page.evaluate('window.sameDocument')).toBe(true);
    await desk.leave();
  });

  it('what happens before the stream has begun is not missed', async () => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((done) => (begin = done));
    const desk = await stage.visitor(DESK, dispatcher);
    await desk.context.route('**/live/**', async (route) => {
      await begun;
      await route.continue();
    });
    await desk.page.goto('/desk/board');
    await desk.part('board-row').first().waitFor();
    await report(stage, '刚打开页面时到的一件');
    await stage.server.settled();
    expect(await row(desk, '刚打开页面时到的一件').count()).toBe(0);
    begin();
    await row(desk, '刚打开页面时到的一件').waitFor();
    await desk.leave();
  });

  it('a worker without a network sees the new task once the network returns', async () => {
    const worker = await stage.person('worker');
    const phone = await stage.visitor(PHONE, worker);
    await phone.page.goto('/today');
    await phone.part('today-count').waitFor();
    await phone.page.waitForLoadState('networkidle');
    await phone.context.setOffline(true);
    await phone.page.locator('.banner').waitFor();

    const { id } = await report(stage, '井盖松动', true);
    const desk = await stage.server.as(dispatcher);
    const given = { move: 'dispatch', assigneePersonId: worker.id };
    expect(await desk.post(`/incidents/${id}/moves`, given)).toMatchObject({ status: 200 });
    await phone.page.waitForTimeout(1_000);
    expect(await phone.page.getByText('井盖松动').count()).toBe(0);

    await phone.context.setOffline(false);
    await phone.page.getByText('井盖松动').waitFor();
    await phone.leave();
  });

  it('a report whose answers were lost is sent again and arrives once', async () => {
    const resident = await stage.visitor(PHONE);
    const photos = await losing(resident, '**/api/v1/attachments');
    const reports = await losing(resident, '**/api/v1/incidents');
    await resident.page.goto('/report');
    await resident
      .part('photo-input')
      .first()
      .setInputFiles(await photoFile());
    await resident.part('description').fill('健身器材松动，孩子差点摔倒');
    await resident.part('phone').fill('13800138000');
    await resident.part('send').click();
    await until(() => photos.lost);
    await resident.part('report-waiting').waitFor();
    await notice(resident);
    await until(() => reports.lost);
    expect(await matters(stage, dispatcher)).toHaveLength(1);
    expect(await resident.part('report-sent').count()).toBe(0);
    await notice(resident);
    await resident.part('report-sent').waitFor();

    const [incident, ...others] = await matters(stage, dispatcher);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ photos: 1 });
    expect(await resident.part('number').first().innerText()).toContain(incident?.number);
    for (const { keys } of [photos, reports]) {
      expect(keys.length).toBeGreaterThan(1);
      expect([...new Set(keys)]).toEqual([expect.stringMatching(/.{16}/)]);
    }
    await resident.leave();
  });
});

function report(stage: Stage, description: string, filed = false): Promise<{ id: string }> {
  const at = stage.street.grids[0].inside;
  return makeIncident(stage.server, at, { description, filed });
}

function row(desk: Visitor, words: string): ReturnType<Visitor['part']> {
  return desk.part('board-row').filter({ hasText: words });
}

async function matters(stage: Stage, person: TestPerson): ReturnType<typeof rowsOf> {
  return (await rowsOf(stage, person, '')).filter(({ title }) => title.includes('健身器材'));
}

/** The phone notices that there is a network, and does not wait for its next look. */
function notice(visitor: Visitor): Promise<unknown> {
  return visitor.page.evaluate('window.dispatchEvent(new Event("online"))');
}

interface Losing {
  /** What was sent as idempotency key, once per try. */
  readonly keys: string[];
  lost: boolean;
}

/** The server does what it was asked, but the first answer never arrives. */
async function losing(visitor: Visitor, pattern: string): Promise<Losing> {
  const losing: Losing = { keys: [], lost: false };
  await visitor.context.route(pattern, async (route: Route) => {
    if (route.request().method() !== 'POST') return route.continue();
    losing.keys.push((await route.request().allHeaders())['idempotency-key'] ?? '');
    if (losing.lost) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
    losing.lost = true;
  });
  return losing;
}

async function until(right: () => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000 && !right(); waited += 50) {
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(right()).toBe(true);
}
