import { type Language } from '@ingrid/kernel';

export type Words = Readonly<Record<Language, string>>;

/** Where a command speaks and asks. Results go to `say`, progress and complaints beside them. */
export interface Terminal {
  readonly language: Language;
  say(line: string): void;
  complain(line: string): void;
  /** Replaces the last progress where that can be seen; silent in a file. */
  progress(line: string): void;
  /** Asks without showing what is typed; null where nobody can be asked. */
  askSecret(question: string): Promise<string | null>;
}

/** Something the caller of a command did wrong; told without a stack, exit code 2. */
export class UsageError extends Error {
  constructor(readonly words: Words) {
    super(words.en);
  }
}

/** A command that did what it could and still failed; told without a stack, exit code 1. */
export class CommandFailed extends Error {
  constructor(readonly words: Words) {
    super(words.en);
  }
}
