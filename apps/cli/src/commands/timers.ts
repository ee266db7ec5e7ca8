import { Timers } from '@ingrid/platform';
import { type Command, DONE } from '../command.js';
import { configOf, withProgram } from '../program.js';

const MOST_ROUNDS = 1_000;

/** Works off what is due, until nothing is. */
export const timersCommand: Command = async ({ terminal, environment }) => {
  const fired = await withProgram(configOf(environment, ['http']), async (app) => {
    const timers = app.get(Timers, { strict: false });
    let all = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const some = await timers.runDue();
      if (some === 0) break;
      all += some;
      terminal.progress(String(all));
    }
    return all;
  });
  terminal.say(
    terminal.language === 'zh' ? `办了 ${fired} 项到期工作。` : `${fired} due items worked off.`,
  );
  return DONE;
};
