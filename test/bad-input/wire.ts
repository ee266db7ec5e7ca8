import { Agent, request as send } from 'node:http';

/** A request as it goes over the wire: nothing is checked or encoded on this side. */
export interface Shot {
  readonly method: string;
  /** From the root, already encoded. */
  readonly path: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** What the list of failures says about it. */
  readonly label: string;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly milliseconds: number;
}

const SHOWN = 200;
const SILENCE_MS = 20_000;

/** Sends raw requests, a few at a time. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 12 });
  private senders = 0;
  sent = 0;

  constructor(private readonly address: string) {}

  /** Every request comes from an address of its own (TRUST_PROXY=1), so that no limit hides what lies behind it. */
  ask(shot: Shot): Promise<Reply> {
    const begun = performance.now();
    this.sent += 1;
    const { hostname, port } = new URL(this.address);
    const headers = {
      'x-forwarded-for': this.nextAddress(),
      ...(shot.body === undefined
        ? {}
        : {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(shot.body)),
          }),
      ...shot.headers,
    };
    // A refused upload ends its connection.
    const agent = Buffer.byteLength(shot.body ?? '') > 500_000 ? false : this.agent;
    return new Promise((resolve) => {
      let answered = false;
      const done = (reply: Omit<Reply, 'milliseconds'>): void => {
        resolve({ ...reply, milliseconds: performance.now() - begun });
      };
      const request = send(
        { hostname, port, method: shot.method, path: shot.path, headers, agent },
        (response) => {
          answered = true;
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            done({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text,
            });
          });
        },
      );
      request.setTimeout(SILENCE_MS, () => request.destroy(new Error('no answer')));
      request.on('error', (error) => {
        if (!answered) done({ status: 0, type: '', text: error.message });
      });
      request.end(shot.body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private nextAddress(): string {
    this.senders += 1;
    return `10.${this.senders >> 16}.${(this.senders >> 8) & 255}.${this.senders & 255}`;
  }
}

/** Runs over a list with a few workers; the order of the answers is that of the list. */
export async function each<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await act(items[at]!);
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return answers;
}

/** One line of a list of failures. */
export function told(shot: Shot, reply: Reply, why: string): string {
  const { method, path, label } = shot;
  return `${method} ${decodable(path).slice(0, SHOWN)} · ${label} · ${why} → ${reply.status} ${reply.text.slice(0, SHOWN)}`;
}

function decodable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
