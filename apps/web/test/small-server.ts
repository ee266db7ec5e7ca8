import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Seen {
  path: string;
  key: string;
  body: string;
}

type Answer = { status: number; body?: unknown } | 'cut' | 'work_then_cut';

/** A real HTTP server that answers the same key with the same answer, and can be told to stumble. */
export class SmallServer {
  /** Requests that did work, once per key. */
  readonly done: Seen[] = [];
  readonly asked: Seen[] = [];
  /** What to do with the next requests to a path; used up one by one, then everything succeeds. */
  readonly next = new Map<string, Answer[]>();
  private readonly answers = new Map<string, { status: number; body: unknown }>();
  private server: Server | null = null;
  base = '';

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      void read(request).then((body) => {
        const seen = {
          path: (request.url ?? '').replace('/api/v1', ''),
          key: String(request.headers['idempotency-key'] ?? ''),
          body,
        };
        this.asked.push(seen);
        const told = this.next.get(seen.path)?.shift();
        if (told === 'cut') return request.socket.destroy();
        if (told !== undefined && told !== 'work_then_cut') {
          response.writeHead(told.status, { 'content-type': 'application/problem+json' });
          return response.end(JSON.stringify(told.body ?? {}));
        }
        const answer = this.work(seen);
        if (told === 'work_then_cut') return request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        return response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((ready) => this.server?.listen(0, '127.0.0.1', ready));
    this.base = `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((stopped) => this.server?.close(stopped));
  }

  countOf(path: string): number {
    return this.done.filter((each) => each.path === path).length;
  }

  private work(seen: Seen): { status: number; body: unknown } {
    const before = this.answers.get(seen.key);
    if (before) return before;
    this.done.push(seen);
    const id = `${seen.path.split('/')[1]}-${this.done.length}`;
    const answer = { status: 201, body: { id, number: `N-${this.done.length}`, outcome: 'moved' } };
    this.answers.set(seen.key, answer);
    return answer;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}
