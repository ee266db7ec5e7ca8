import 'reflect-metadata';
import { NodeTerminal } from './node-terminal.js';
import { run } from './run.js';

const asked = /--lang[= ](zh|en)\b/.exec(process.argv.slice(2).join(' '))?.[1];
const locale = process.env['LC_ALL'] ?? process.env['LANG'] ?? '';
const language = asked === 'en' || (asked === undefined && locale.startsWith('en')) ? 'en' : 'zh';

process.exitCode = await run(process.argv.slice(2), new NodeTerminal(language), process.env);
