import { type TestPerson } from '@ingrid/testing';
import { DESK, photoFile, type Stage, type Visitor } from './support.js';

/** The desk files what was reported and gives it to a unit that is found by its name. */
export async function fileAndDispatch(
  stage: Stage,
  dispatcher: TestPerson,
  unit: string,
): Promise<void> {
  const desk = await stage.visitor(DESK, dispatcher);
  const { page } = desk;
  await page.goto('/desk/board');
  await desk.part('incident-title').waitFor();
  await page.keyboard.press('e');
  // The resident's words proposed a category; nothing is left to fill in, so Enter files.
  await page.locator('[data-test="submit-file"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await desk.part('undo-bar').waitFor();

  await desk.part('queue-to_dispatch').click();
  await desk.part('incident-title').waitFor();
  await page.keyboard.press('d');
  await desk.part('form-dispatch').waitFor();
  await pickUnit(desk, unit);
  await desk.part('submit-dispatch').click();
  await desk.part('undo-bar').waitFor();
  await desk.leave();
}

/** The unit's office takes the matter on, then tells with words and a photo what was done. */
export async function acceptAndFinish(
  stage: Stage,
  handler: TestPerson,
  words: string,
): Promise<void> {
  const office = await stage.visitor(DESK, handler);
  await office.page.goto('/desk/work');
  await office.part('task-row').first().click();
  await makeMove(office, 'accept');
  await office.part('move-finish').click();
  await office.part('field-note').fill(words);
  await office
    .part('photo-input')
    .first()
    .setInputFiles(await photoFile());
  await office.part('photo').first().waitFor();
  await office.part('submit-finish').click();
  await office.part('form-finish').waitFor({ state: 'detached' });
  await office.leave();
}

/** The inspector, who was there, finds it done. */
export async function passCheck(stage: Stage, inspector: TestPerson, words: string): Promise<void> {
  const checks = await stage.visitor(DESK, inspector);
  await checks.page.goto('/desk/checks');
  await checks.part('task-row').first().click();
  await checks.part('check-pass').click();
  await checks.part('field-note').fill(words);
  await checks.part('submit-verify').click();
  await checks.part('form-verify').waitFor({ state: 'detached' });
  await checks.leave();
}

/** The unit's office gives the first of its matters back. */
export async function handBack(stage: Stage, handler: TestPerson, reason: string): Promise<void> {
  const office = await stage.visitor(DESK, handler);
  await office.page.goto('/desk/work');
  await office.part('task-row').first().click();
  await office.part('move-hand_back').click();
  await office.part('field-reason').fill(reason);
  await office.part('submit-hand_back').click();
  await office.part('form-hand_back').waitFor({ state: 'detached' });
  await office.leave();
}

/** A move that may ask for nothing. */
async function makeMove(visitor: Visitor, move: string): Promise<void> {
  await visitor.part(`move-${move}`).click();
  await visitor.part(`submit-${move}`).click();
  await visitor.part(`form-${move}`).waitFor({ state: 'detached' });
}

/** Types a unit's name and takes the one that is offered. */
async function pickUnit(visitor: Visitor, name: string): Promise<void> {
  await visitor.part('unit-picker').locator('input').first().fill(name);
  await visitor.page.locator('.el-select-dropdown__item:visible', { hasText: name }).click();
}
