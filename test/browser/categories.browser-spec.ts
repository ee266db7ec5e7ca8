import { type CaseStandardWire } from '@ingrid/contract';
import { type TestPerson } from '@ingrid/testing';
import { DESK, PASSWORD, PHONE, Stage, type Visitor } from './support.js';

describe('the page of categories and case standards', () => {
  let stage: Stage;
  let admin: TestPerson;

  beforeAll(async () => {
    stage = await Stage.open();
    admin = await stage.server.aPerson({
      password: PASSWORD,
      roles: [{ role: 'admin', path: '' }],
    });
  });
  afterAll(() => stage.close());

  const standardsOf = async (code: string): Promise<CaseStandardWire[]> => {
    const { body } = await stage.server.client().get(`/case-standards?category=${code}`);
    return (body as { items: CaseStandardWire[] }).items; // what its route answers
  };
  const at = async (size: typeof DESK, path: string): Promise<Visitor> => {
    const visitor = await stage.visitor(size, admin);
    await visitor.page.goto(path);
    return visitor;
  };

  it('makes a category with a question and a standard, and takes it out of use again', async () => {
    const visitor = await at(DESK, '/desk/categories?code=E01');
    const { page } = visitor;
    await visitor.part('category-detail').getByText('新增下级类别').click();
    await visitor.part('category-code').fill('E01.77');
    await visitor.part('category-name').fill('占用盲道');
    await visitor.part('category-save').click();
    await visitor.part('category-detail').getByText('E01.77').waitFor();

    await visitor.part('questions-edit').click();
    await visitor.part('question-add').click();
    await page.getByLabel('问什么').fill('占用多长');
    await page.getByLabel('怎样回答').selectOption('choice');
    await page.getByLabel('选项（每行一个）').fill('不到十米\n十米以上');
    await page.getByLabel('必须回答').check();
    await visitor.part('questions-save').click();
    await visitor.part('question-row').getByText('不到十米 / 十米以上').waitFor();

    await visitor.part('standard-new').click();
    await visitor.part('standard-condition').fill('占用');
    await visitor.part('standard-closing').fill('恢复');
    await visitor.part('limit-handleLimit').fill('3');
    await visitor.part('standard-save').click();
    await visitor.part('standard-row').getByText('处置 3 工作日').waitFor();
    const [before] = await standardsOf('E01.77');
    await visitor.part('standard-edit').click();
    await visitor.part('limit-handleLimit').fill('5');
    await visitor.part('standard-save').click();
    await visitor.part('standard-row').getByText('处置 5 工作日').waitFor();
    expect((await standardsOf('E01.77'))[0]?.id).not.toBe(before?.id);

    await visitor.part('category-retire').click();
    await visitor.part('retire-now').click();
    await visitor.part('category-restore').waitFor();
    await visitor.part('category-search').fill('E01.77');
    await page.getByText('没有这样的类别').waitFor();
    await visitor.part('with-retired').check();
    await page.getByRole('treeitem').getByText('占用盲道').last().waitFor();
    await visitor.leave();
  });

  it('shows on a phone which rows of a table are wrong, and takes the mended one', async () => {
    const visitor = await at(PHONE, '/desk/categories');
    await visitor.part('category-import').click();
    const choose = async (text: string): Promise<void> => {
      const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
      await visitor.part('import-file').setInputFiles(file);
      await visitor.part('import-now').click();
    };
    await choose('代码,名称,大类,上级代码\nE01.78,好,事件,E01\nE01.79,,事件,E01\n');
    const faults = visitor.part('import-faults');
    await faults.waitFor();
    expect(await faults.innerText()).toContain('第 2 行');
    await choose('代码,名称,大类,上级代码\nE01.78,好,事件,E01\nE01.79,也好,事件,E01\n');
    await visitor.part('import-done').waitFor();
    const wide = await visitor.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(PHONE.width);
    await visitor.leave();
  });
});
