import { type ActivityWire, type LiveActivityWire } from '@ingrid/contract';

export interface StreamHooks {
  deliver: (activity: ActivityWire) => void;
  /** Ask the server for everything after `since` again. */
  ask: (since: number | undefined) => void;
}

const REMEMBERED_SEQS = 5000;

/**
 * Puts what arrives in order and exactly once, whatever the connection does.
 *
 * `seq` is the place in the log, so the same `seq` twice is the same activity. Where a server sends `n`, it counts per
 * connection, so a hole in it means something was lost. Between asking for a replay and `caughtUp` arrivals are held
 * back: a replayed older activity and a newer live one may come in either order.
 */
export class OrderedStream {
  private readonly hooks: StreamHooks;
  private position: number | undefined;
  private lastN = 0;
  private waiting = false;
  private held: ActivityWire[] = [];
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

  /** A new connection: its counter starts again and what we missed is asked for. */
  connected(): void {
    this.lastN = 0;
    this.askAgain();
  }

  /** The server said from where the stream goes on; matters only to the first subscription of all. */
  subscribed(seq: number): void {
    this.position ??= seq;
  }

  arrived(message: LiveActivityWire): void {
    const { n, ...activity } = message;
    if (n !== undefined) this.count(n);
    if (this.waiting) this.held.push(activity);
    else this.take(activity);
  }

  /** The server delivered everything up to `seq` that this connection may see. */
  caughtUp(seq: number): void {
    this.waiting = false;
    const held = this.held.sort((a, b) => a.seq - b.seq);
    this.held = [];
    held.forEach((activity) => this.take(activity));
    this.position = Math.max(this.position ?? 0, seq);
  }

  private count(n: number): void {
    const lost = n > this.lastN + 1;
    this.lastN = Math.max(this.lastN, n);
    if (lost && !this.waiting) this.askAgain();
  }

  private askAgain(): void {
    this.waiting = true;
    this.hooks.ask(this.position);
  }

  private take(activity: ActivityWire): void {
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
