import { migrateDatabase } from '@ingrid/assembly';
import { IdentityService } from '@ingrid/identity';
import { type Call, type Command, DONE, textOption } from '../command.js';
import { configOf, withProgram } from '../program.js';
import { UsageError } from '../terminal.js';

/** The first administrator of a new installation; further people are made in the program itself. */
export const createAdminCommand: Command = async (call) => {
  const { terminal, environment } = call;
  const login = textOption(call, 'login');
  const name = textOption(call, 'name');
  if (login === undefined || name === undefined) {
    throw new UsageError({
      zh: '请给出账号和姓名：create-admin --login <账号> --name <姓名>',
      en: 'Say who it is: create-admin --login <login> --name <name>',
    });
  }
  const config = configOf(environment, []);
  const password = await passwordOf(call);
  await migrateDatabase(config.DATABASE_URL);
  await withProgram(config, async (app) =>
    app.get(IdentityService, { strict: false }).createFirstAdministrator({ login, name, password }),
  );
  const words = {
    zh: `已建立管理员“${name}”，账号 ${login}。现在可以登录。`,
    en: `The administrator “${name}” stands, login ${login}. You can log in now.`,
  };
  terminal.say(words[terminal.language]);
  return DONE;
};

async function passwordOf({ terminal, environment }: Call): Promise<string> {
  const given = environment['INGRID_ADMIN_PASSWORD'];
  if (given !== undefined && given !== '') return given;
  const zh = terminal.language === 'zh';
  const first = await terminal.askSecret(zh ? '密码：' : 'Password: ');
  if (first === null || first === '') {
    throw new UsageError({
      zh: '没有密码。请在终端输入，或设置环境变量 INGRID_ADMIN_PASSWORD。',
      en: 'There is no password. Type it, or set INGRID_ADMIN_PASSWORD.',
    });
  }
  const again = await terminal.askSecret(zh ? '再输一遍：' : 'Once more: ');
  if (again !== first) {
    throw new UsageError({ zh: '两次输入不一样。', en: 'The two were not the same.' });
  }
  return first;
}
