import { migrateDatabase } from '@ingrid/assembly';
import { type Command, DONE } from '../command.js';
import { configOf } from '../program.js';

export const migrateCommand: Command = async ({ terminal, environment }) => {
  const count = await migrateDatabase(configOf(environment, []).DATABASE_URL);
  const words = {
    zh: count === 0 ? '数据库已是最新。' : `数据库已升级，执行了 ${count} 步。`,
    en:
      count === 0 ? 'The database is up to date.' : `The database was upgraded in ${count} steps.`,
  };
  terminal.say(words[terminal.language]);
  return DONE;
};
