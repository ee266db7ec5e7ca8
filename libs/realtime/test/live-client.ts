import { type LiveActivityWire, type ProblemWire, type SubscribeAnswer } from '@ingrid/contract';
import { io, type Socket } from 'socket.io-client';

/** A client as the app is one: remembers the last position and asks for what came after it when it is back. */
export class LiveClient {
  readonly seen: LiveActivityWire[] = [];
  readonly faults: string[] = [];
  readonly ended: { room: string | null; code: string; at: number }[] = [];
  readonly socket: Socket;
  connections = 0;
  /** Position of the last activity seen. */
  position: number | undefined;
  /** Position of the very first answer: what the client may expect begins after it. */
  start: number | undefined;
  caughtUp = 0;

  constructor(
    address: string,
    readonly token: string,
    private readonly rooms: string[] = [],
    options: Record<string, unknown> = {},
  ) {
    this.socket = io(address, {
      path: '/live',
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 30,
      reconnectionDelayMax: 200,
      timeout: 2_000,
      ...options,
    });
    this.socket.on('connect', () => {
      this.connections += 1;
      if (rooms.length > 0) void this.resubscribe();
    });
    this.socket.on('activity', (activity: LiveActivityWire) => {
      this.take(activity);
    });
    this.socket.on('caught_up', ({ seq }: { seq: number }) => {
      this.caughtUp += 1;
      this.advance(seq);
    });
    this.socket.on('ended', (end: { room: string | null; code: string }) =>
      this.ended.push({ ...end, at: Date.now() }),
    );
  }

  async connected(): Promise<this> {
    if (this.socket.connected) return this;
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    return this;
  }

  send(name: string, payload: unknown): Promise<unknown> {
    return this.socket.timeout(3_000).emitWithAck(name, payload);
  }

  async subscribe(rooms: string[], since?: number): Promise<SubscribeAnswer & ProblemWire> {
    const answer = (await this.send(
      'subscribe',
      since === undefined ? { rooms } : { rooms, since },
    )) as SubscribeAnswer & ProblemWire;
    if ('seq' in answer) {
      this.start ??= answer.seq;
      this.advance(answer.seq);
    }
    return answer;
  }

  close(): void {
    this.socket.disconnect();
  }

  private async resubscribe(): Promise<void> {
    try {
      const answer = await this.subscribe(this.rooms, this.position);
      if (!('seq' in answer)) this.faults.push(`refused: ${JSON.stringify(answer)}`);
    } catch {
      // Cut in the middle: the next connection asks again.
    }
  }

  private take(activity: LiveActivityWire): void {
    if (this.position !== undefined && activity.seq <= this.position) {
      this.faults.push(`${activity.seq} came after ${this.position}`);
    }
    this.seen.push(activity);
    this.position = activity.seq;
  }

  private advance(seq: number): void {
    this.position = Math.max(this.position ?? 0, seq);
  }
}

/** Waits for something to become true; a plain poll, so that it also works across processes. */
export async function until(
  what: () => boolean | Promise<boolean>,
  within = 5_000,
): Promise<boolean> {
  const end = Date.now() + within;
  while (Date.now() < end) {
    if (await what()) return true;
    await new Promise((r) => setTimeout(r, 5));
  }
  return what();
}
