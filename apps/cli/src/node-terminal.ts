import { type Language } from '@ingrid/kernel';
import { type Terminal } from './terminal.js';

interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

/** The terminal of this process. */
export class NodeTerminal implements Terminal {
  private hasProgress = false;

  constructor(
    readonly language: Language,
    private readonly streams: Streams = {
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
    },
  ) {}

  say(line: string): void {
    this.endProgress();
    this.streams.output.write(`${line}\n`);
  }

  complain(line: string): void {
    this.endProgress();
    this.streams.errors.write(`${line}\n`);
  }

  progress(line: string): void {
    if (!this.streams.errors.isTTY) return;
    this.streams.errors.write(`\r\u001b[K${line}`);
    this.hasProgress = true;
  }

  async askSecret(question: string): Promise<string | null> {
    const { input, errors } = this.streams;
    if (!input.isTTY) return null;
    errors.write(question);
    input.setRawMode(true);
    try {
      return await typed(input);
    } finally {
      input.setRawMode(false);
      input.pause();
      errors.write('\n');
    }
  }

  private endProgress(): void {
    if (this.hasProgress) this.streams.errors.write('\n');
    this.hasProgress = false;
  }
}

const ENTER = ['\r', '\n', '\u0004'];
const CANCEL = '\u0003';
const ERASE = ['\u0008', '\u007f'];

/** Keys until Enter; null when the person gave up with Ctrl-C. */
function typed(input: NodeJS.ReadStream): Promise<string | null> {
  input.setEncoding('utf8').resume();
  return new Promise((done) => {
    let text: string[] = [];
    const end = (answer: string | null): void => {
      input.off('data', hear);
      done(answer);
    };
    const hear = (keys: string): void => {
      for (const key of keys) {
        if (key === CANCEL) {
          end(null);
          return;
        }
        if (ENTER.includes(key)) {
          end(text.join(''));
          return;
        }
        text = ERASE.includes(key) ? text.slice(0, -1) : [...text, key];
      }
    };
    input.on('data', hear);
  });
}
