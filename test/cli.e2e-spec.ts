import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Language } from '@ingrid/kernel';
import { cloneDatabase, type TestDatabase, TestServer } from '@ingrid/testing';
import { run } from '../apps/cli/src/run.js';
import { type Terminal } from '../apps/cli/src/terminal.js';

/** A person at a terminal who types these secrets. */
class Typist implements Terminal {
  readonly said: string[] = [];
  readonly complaints: string[] = [];

  constructor(
    readonly language: Language = 'zh',
    private readonly secrets: (string | null)[] = [],
  ) {}

  say(line: string): void {
    this.said.push(line);
  }

  complain(line: string): void {
    this.complaints.push(line);
  }

  progress(): void {
    // Nobody watches.
  }

  askSecret(): Promise<string | null> {
    return Promise.resolve(this.secrets.shift() ?? null);
  }
}

describe('the command line', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await cloneDatabase();
    folder = await mkdtemp(join(tmpdir(), 'ingrid-cli-'));
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const environment = (more: Record<string, string> = {}): Record<string, string> => ({
    DATABASE_URL: database.url,
    DATABASE_POOL: '5',
    FILES_DIR: join(folder, 'files'),
    LOG_LEVEL: 'error',
    ...more,
  });
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it('explains itself in both languages', async () => {
    const [zh, en] = [new Typist('zh'), new Typist('en')];
    expect([await run(['help'], zh, {}), await run([], en, {})]).toEqual([0, 0]);
    expect(zh.said[0]).toContain('create-admin');
    expect(en.said[0]).toContain('create the first administrator');
  });

  it.each([
    [['fly'], '没有“fly”这个命令'],
    [['migrate', '--fast'], '选项不对'],
    [['create-admin', '--login', 'a'], '请给出账号和姓名'],
    [['import', 'gold', 'x.csv'], '请说明导入什么'],
    [['import', 'regions', '/nowhere.csv'], '读不到文件'],
    [['replay'], '请给出数据目录'],
  ])('answers %j with what is wrong and exit code 2', async (args, words) => {
    const terminal = new Typist();
    expect(await run(args, terminal, environment())).toBe(2);
    expect(terminal.complaints[0]).toContain(words);
  });

  it('names every mistake of the configuration', async () => {
    const terminal = new Typist();
    expect(await run(['migrate'], terminal, { DATABASE_URL: 'x', PORT: 'y' })).toBe(1);
    expect(terminal.complaints[0]).toMatch(/DATABASE_URL[\s\S]*PORT/);
  });

  it('migrates, and a second time finds nothing to do', async () => {
    const terminal = new Typist();
    expect(await run(['migrate'], terminal, environment())).toBe(0);
    expect(terminal.said).toEqual(['数据库已是最新。']);
  });

  it('refuses a weak password, or one typed differently the second time', async () => {
    const args = ['create-admin', '--login', 'root', '--name', '张管理'];
    const weak = new Typist('zh', ['123', '123']);
    const slip = new Typist('zh', ['one long password', 'another long one']);
    const nobody = new Typist('zh', []);
    expect(await run(args, weak, environment())).toBe(1);
    expect(weak.complaints[0]).toContain('密码');
    expect(await run(args, slip, environment())).toBe(2);
    expect(await run(args, nobody, environment())).toBe(2);
    expect(nobody.complaints[0]).toContain('INGRID_ADMIN_PASSWORD');
  });

  it('creates the first administrator, who can log in, and no second one', async () => {
    const args = ['create-admin', '--login', 'root', '--name', '张管理'];
    const password = 'a good long password';
    const terminal = new Typist('zh', [password, password]);
    expect(await run(args, terminal, environment())).toBe(0);
    expect(terminal.said[0]).toContain('张管理');
    const server = await TestServer.start({ DATABASE_URL: database.url });
    try {
      const answer = await server.client().post('/sessions', { login: 'root', password });
      expect(answer).toMatchObject({ status: 201, body: { person: { name: '张管理' } } });
    } finally {
      await server.close();
    }
    const again = new Typist('en');
    const more = environment({ INGRID_ADMIN_PASSWORD: password });
    expect(await run(['create-admin', '--login', 'two', '--name', 'Two'], again, more)).toBe(1);
    expect(again.complaints[0]).toMatch(/administrator/);
  });

  it('imports regions, and names the row and column of what it refused', async () => {
    const path = await file(
      'regions.csv',
      'code,name,provinceCode\n44,广东省,\n4403,深圳市,44\n44 05,错代码,44\n4404,,44\n',
    );
    const terminal = new Typist();
    expect(await run(['import', 'regions', path], terminal, environment())).toBe(3);
    expect(terminal.said[0]).toContain('收下 2 项，未收 2 项');
    expect(
      terminal.complaints.some((line) => line.includes('第 5 项') && line.includes('name')),
    ).toBe(true);
  });

  it('says why a whole file is of no use', async () => {
    const path = await file('empty.csv', '');
    const terminal = new Typist();
    expect(await run(['import', 'regions', path], terminal, environment())).toBe(1);
    expect(terminal.complaints[0]).toContain('空');
  });

  it('imports categories whole, or names the rows that are wrong', async () => {
    const good = await file(
      'good.json',
      JSON.stringify([{ code: 'X01', name: '试验类', family: 'event' }]),
    );
    const bad = await file('bad.csv', 'code,name,family,parentCode,nearMetres\nX02,,event,,\n');
    const terminal = new Typist();
    expect(await run(['import', 'categories', good], terminal, environment())).toBe(0);
    expect(terminal.said[0]).toContain('类别 1 项');
    expect(await run(['import', 'categories', bad], terminal, environment())).toBe(1);
    expect(terminal.complaints.join()).toContain('名称');
  });

  it('works off due work once', async () => {
    const terminal = new Typist();
    expect(await run(['timers'], terminal, environment())).toBe(0);
    expect(terminal.said[0]).toMatch(/^办了 \d+ 项/);
  });
});
