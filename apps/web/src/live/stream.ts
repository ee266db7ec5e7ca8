import { type LiveActivityWire } from '@ingrid/contract';

export interface StreamHooks {
  deliver: (activity: LiveActivityWire) => void;
  /** Ask the server for everything after `since` again. */
  ask: (since: number | undefined) => void;
}

const REMEMBERED_SEQS = 5000;

/**
 * Puts what arrives in order and exactly once, whatever the connection does.
 *
 * `seq` is the place in the log, so the same `seq` twice is the same activity. Between asking for a replay and
 * `caughtUp` arrivals are held back: a replayed older activity and a newer live one may come in either order.
 */
export class OrderedStream {
  private readonly hooks: StreamHooks;
  private position: number | undefined;
  private waiting = false;
  private held: LiveActivityWire[] = [];
  private seen = new Set<number>();

  constructor(hooks: StreamHooks) {
    this.hooks = hooks;
  }

  /** Everything up to here was delivered; undefined before the first answer. */
  get since(): number | undefined {
    return this.position;
  }

  get catchingUp(): boolean {
    return this.waiting;
  }

  /** A new connection: what we missed is asked for. */
  connected(): void {
    this.waiting = true;
    this.hooks.ask(this.position);
  }

  /** Too much was missed to be told one by one: goes on from now; what pages show must be loaded anew. */
  startAnew(): void {
    this.position = undefined;
    this.held = [];
    this.connected();
  }

  /** The server said from where the stream goes on; matters only to the first subscription of all. */
  subscribed(seq: number): void {
    this.position ??= seq;
  }

  arrived(message: LiveActivityWire): void {
    if (this.waiting) this.held.push(message);
    else this.take(message);
  }

  /** The server delivered everything up to `seq` that this connection may see. */
  caughtUp(seq: number): void {
    this.waiting = false;
    const held = this.held.sort((a, b) => a.seq - b.seq);
    this.held = [];
    held.forEach((activity) => this.take(activity));
    this.position = Math.max(this.position ?? 0, seq);
  }

  private take(activity: LiveActivityWire): void {
    if (this.seen.has(activity.seq)) return;
    this.seen.add(activity.seq);
    if (this.seen.size > REMEMBERED_SEQS) this.forgetOldest();
    this.position = Math.max(this.position ?? 0, activity.seq);
    this.hooks.deliver(activity);
  }

  private forgetOldest(): void {
    const oldest = this.seen.values().next().value;
    if (oldest !== undefined) this.seen.delete(oldest);
  }
}
