import { type Environment } from './program.js';
import { type Terminal } from './terminal.js';

/** What a command is given. */
export interface Call {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Words after the command. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** Answers the exit code. */
export type Command = (call: Call) => Promise<number>;

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;
export const PARTLY_REFUSED = 3;

export function textOption(call: Call, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
