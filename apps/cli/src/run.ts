import { parseArgs } from 'node:util';
import { isProblem } from '@ingrid/kernel';
import { type Call, type Command, DONE, FAILED, WRONG_USAGE } from './command.js';
import { HELP } from './help.js';
import { type Environment } from './program.js';
import { CommandFailed, type Terminal, UsageError } from './terminal.js';

/** Loaded when called: help and a wrong option need not wait for the whole program. */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ['migrate', async () => (await import('./commands/migrate.js')).migrateCommand],
  ['create-admin', async () => (await import('./commands/create-admin.js')).createAdminCommand],
  ['import', async () => (await import('./commands/import.js')).importCommand],
  ['demo', async () => (await import('./commands/demo.js')).demoCommand],
  ['timers', async () => (await import('./commands/timers.js')).timersCommand],
  ['replay', async () => (await import('./commands/replay.js')).replayCommand],
]);

const OPTIONS = {
  login: { type: 'string' },
  name: { type: 'string' },
  parent: { type: 'string' },
  coordinates: { type: 'string' },
  data: { type: 'string' },
  keep: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs one command; answers the exit code. Nothing is thrown: what went wrong is told on the terminal. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  environment: Environment,
): Promise<number> {
  try {
    const { values, positionals } = parsed(args);
    const [name = 'help', ...words] = positionals;
    if (values['help'] === true || name === 'help') {
      terminal.say(HELP[terminal.language]);
      return DONE;
    }
    const load = COMMANDS.get(name);
    if (!load) {
      throw new UsageError({ zh: `没有“${name}”这个命令。`, en: `There is no command “${name}”.` });
    }
    const command = await load();
    return await command({ terminal, environment, words, options: values });
  } catch (error) {
    return explain(error, terminal);
  }
}

interface Parsed {
  readonly values: Call['options'];
  readonly positionals: readonly string[];
}

function parsed(args: readonly string[]): Parsed {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new UsageError({ zh: `选项不对：${what}`, en: `Wrong option: ${what}` });
  }
}

function explain(error: unknown, terminal: Terminal): number {
  const { language } = terminal;
  if (error instanceof UsageError) {
    terminal.complain(error.words[language]);
    terminal.complain(
      language === 'zh' ? '说明：npm run cli -- help' : 'Help: npm run cli -- help',
    );
    return WRONG_USAGE;
  }
  if (error instanceof CommandFailed) terminal.complain(error.words[language]);
  else if (isProblem(error)) tellProblem(error, terminal);
  else terminal.complain(error instanceof Error ? error.message : String(error));
  return FAILED;
}

/** A problem's sentence, and its faults row by row where it carries some. */
function tellProblem(problem: Parameters<typeof isProblem>[0], terminal: Terminal): void {
  if (!isProblem(problem)) return;
  terminal.complain(problem.say(terminal.language));
  const { faults } = problem.detailsIn(terminal.language);
  for (const fault of Array.isArray(faults) ? (faults as unknown[]) : []) {
    const { row, words } = { ...EMPTY, ...(fault as object) };
    if (typeof words !== 'string') continue;
    terminal.complain(typeof row === 'number' ? `  ${row}  ${words}` : `  ${words}`);
  }
}

const EMPTY: { row?: unknown; words?: unknown } = {};
