import { type TestPerson } from '@ingrid/testing';
import { acceptAndFinish, fileAndDispatch, passCheck } from './office-screens.js';
import { PHONE, photoFile, rowsOf, Stage } from './support.js';

describe('journey 1', () => {
  let stage: Stage;
  let dispatcher: TestPerson;

  beforeAll(async () => {
    stage = await Stage.open();
    dispatcher = await stage.person('dispatcher');
  });
  afterAll(() => stage.close());

  it('a resident without an account reports a broken lamp by photo and follows it to the end with the tracking code', async () => {
    const resident = await stage.visitor(PHONE);
    await resident.page.goto('/');
    await resident.part('home-report').first().click();
    await resident
      .part('photo-input')
      .first()
      .setInputFiles(await photoFile());
    await resident.part('description').fill('3号楼门口的路灯坏了三天，晚上很黑');
    await resident.part('phone').fill('13800138000');
    await resident.part('send').click();
    await resident.part('report-sent').waitFor();
    const number = await resident.part('number').first().innerText();
    const code = (await resident.part('tracking-code').innerText()).trim().split('\n')[0] ?? '';
    expect(number).toMatch(/\d{8}/);
    expect(code.length).toBeGreaterThan(5);

    const [incident] = await rowsOf(stage, dispatcher, 'state=reported');
    expect(incident).toMatchObject({ photos: 1, region: { name: expect.any(String) as string } });
    await officeWorks(stage, dispatcher);
    expect(await rowsOf(stage, dispatcher, `state=closed`)).toMatchObject([
      { id: incident?.id, category: { code: 'C01.16' }, assignee: { unit: '路灯管理所' } },
    ]);

    // Another day, another phone: only the number and the code are known.
    const later = await stage.visitor(PHONE);
    await later.page.goto('/track');
    await later.part('track-number').fill(incident?.number ?? '');
    await later.part('track-code').fill(code);
    await later.part('track-ask').click();
    await later.part('matter').waitFor();
    expect(await later.part('matter').innerText()).toContain('已结案');
    expect(await later.part('timeline').first().innerText()).toContain('灯具已更换');
    await later.leave();
    await resident.leave();
  });
});

/** Three people at three screens: dispatcher, the unit's handler, inspector. */
async function officeWorks(stage: Stage, dispatcher: TestPerson): Promise<void> {
  const unit = await stage.server.aUnit({
    regionPath: stage.street.street.path,
    name: '路灯管理所',
  });
  await fileAndDispatch(stage, dispatcher, unit.name);
  await acceptAndFinish(stage, await stage.person('handler', unit.id), '灯具已更换');
  await passCheck(stage, await stage.person('inspector'), '夜间核查，灯亮');
}
