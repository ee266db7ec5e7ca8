import { migrateDatabase } from '@ingrid/assembly';
import { loadDemo } from '@ingrid/demo';
import { setLogLevel } from '@ingrid/platform';
import { type Command, DONE } from '../command.js';
import { configOf } from '../program.js';

export const demoCommand: Command = async ({ terminal, environment }) => {
  const config = configOf(environment, []);
  setLogLevel(config.LOG_LEVEL);
  await migrateDatabase(config.DATABASE_URL);
  const zh = terminal.language === 'zh';
  const loaded = await loadDemo(config, (share) => {
    const percent = Math.round(share * 100);
    terminal.progress(
      zh ? `正在建立演示街道：${percent}%` : `Preparing the demonstration: ${percent} %`,
    );
  });
  const made = zh ? '演示街道已建立。' : 'The demonstration street stands.';
  const left = zh
    ? '没有改动：演示已经在了，或这个数据库里有别的区域。'
    : 'Nothing was changed: the demonstration stands already, or the database holds other regions.';
  terminal.say(loaded ? made : left);
  return DONE;
};
