import { type LiveActivityWire, type SubscribeAnswer } from '@ingrid/contract';
import { io, type Socket } from 'socket.io-client';
import { Refused, type Api } from './api.js';

const AT_ONCE = 3;

/** What people did that others had done already: normal where many work at once. */
const BEATEN = new Set([404, 409, 422]);

/**
 * Somebody who does nothing by himself: every act answers an activity that arrived on the socket. A broken connection
 * asks for what it missed. At most a few acts at once, in the order in which they came up.
 */
export class Listener {
  readonly failures: string[] = [];
  /** Acts that came too late. */
  beaten = 0;
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;
  private position: number | undefined;
  private readonly socket: Socket;

  constructor(
    readonly api: Api,
    private readonly rooms: string[],
    private readonly hear: (activity: LiveActivityWire) => void,
  ) {
    this.socket = io(api.address, {
      path: '/live',
      auth: { token: api.token },
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 100,
    });
    this.socket.on('activity', (activity: LiveActivityWire) => {
      if (this.position !== undefined && activity.seq <= this.position) return;
      this.position = activity.seq;
      this.hear(activity);
    });
  }

  /** Resolves when the rooms are joined. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.on('connect', () => {
        this.subscribe().then(resolve, reject);
      });
      this.socket.once('connect_error', reject);
      this.socket.connect();
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  get isIdle(): boolean {
    return this.running === 0 && this.waiting.length === 0;
  }

  /** Puts an act in the queue. */
  act(work: () => Promise<void>): void {
    this.waiting.push(work);
    this.next();
  }

  private next(): void {
    if (this.running >= AT_ONCE) return;
    const work = this.waiting.shift();
    if (!work) return;
    this.running += 1;
    void work()
      .catch((error: unknown) => {
        if (error instanceof Refused && BEATEN.has(error.status)) this.beaten += 1;
        else this.failures.push(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        this.running -= 1;
        this.next();
      });
  }

  private async subscribe(): Promise<void> {
    const { rooms, position } = this;
    const request = position === undefined ? { rooms } : { rooms, since: position };
    const answer = (await this.socket
      .timeout(10_000)
      .emitWithAck('subscribe', request)) as SubscribeAnswer;
    if (answer.refused.length > 0)
      throw new Error(`a room was refused: ${JSON.stringify(answer.refused)}`);
    this.position ??= answer.seq;
  }
}
