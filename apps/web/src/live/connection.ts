import {
  type ClientToServer,
  type LiveActivityWire,
  type RoomName,
  type ServerToClient,
} from '@ingrid/contract';
import type { Socket } from 'socket.io-client';
import { ref } from 'vue';
import { OrderedStream } from './stream';

export type LiveState = 'off' | 'connecting' | 'live' | 'broken';

/** A page that wants to know. */
export interface Hearer {
  hear: (activity: LiveActivityWire) => void;
  /** More was missed than is told one by one: what the page shows must be loaded anew. */
  missed: () => void;
}
interface Listener extends Hearer {
  rooms: ReadonlySet<string>;
}
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** Said by the shell: a banner appears only when a connection that once stood is broken. */
export const liveState = ref<LiveState>('off');

// A caught_up that never comes must not silence the page.
const CATCH_UP_LIMIT_MS = 8000;
// The server takes 60 messages in 10 seconds; whoever is refused for that waits them out.
const ASK_AGAIN_MS = 10_000;
// Not all at once when a server restarts.
const COME_BACK_MS = 2_000;
const TOO_FAR_BEHIND = 'live.too_far_behind';

/** The one socket of the app: rooms are counted, so that two pages may want the same one. */
export class LiveConnection {
  private socket: LiveSocket | null = null;
  private opening: Promise<void> | null = null;
  private readonly wanted = new Map<string, number>();
  private readonly listeners = new Set<Listener>();
  private catchUpTimer: ReturnType<typeof setTimeout> | undefined;
  private askTimer: ReturnType<typeof setTimeout> | undefined;
  // True from the start: what happened between a page's first load and the first joining was told to nobody.
  private lost = true;
  private readonly stream = new OrderedStream({
    deliver: (activity) => this.listeners.forEach((listener) => listener.hear(activity)),
    ask: (since) => this.subscribe([...this.wanted.keys()], since),
  });

  /** @param dial opens the socket */
  constructor(private readonly dial: () => Promise<LiveSocket>) {}

  /** Hears activities of these rooms until the returned function is called. */
  listen(rooms: readonly RoomName[], hearer: Hearer): () => void {
    const listener: Listener = { rooms: new Set(rooms), ...hearer };
    this.listeners.add(listener);
    const fresh = rooms.filter((room) => !this.wanted.has(room));
    rooms.forEach((room) => this.wanted.set(room, (this.wanted.get(room) ?? 0) + 1));
    if (this.socket?.connected && fresh.length > 0) this.subscribe(fresh, undefined);
    void this.open();
    return () => this.forget(listener);
  }

  /** Ends the connection, for example when somebody logs out. */
  close(): void {
    clearTimeout(this.catchUpTimer);
    clearTimeout(this.askTimer);
    this.socket?.disconnect();
    this.socket = null;
    this.opening = null;
    liveState.value = 'off';
  }

  private forget(listener: Listener): void {
    if (!this.listeners.delete(listener)) return;
    const left: string[] = [];
    for (const room of listener.rooms) {
      const count = (this.wanted.get(room) ?? 1) - 1;
      if (count > 0) this.wanted.set(room, count);
      else {
        this.wanted.delete(room);
        left.push(room);
      }
    }
    if (left.length > 0 && this.socket?.connected) {
      this.socket.emit('unsubscribe', { rooms: left }, () => undefined);
    }
  }

  private open(): Promise<void> {
    this.opening ??= this.connect();
    return this.opening;
  }

  private async connect(): Promise<void> {
    liveState.value = 'connecting';
    const socket = await this.dial();
    this.socket = socket;
    socket.on('connect', () => this.stream.connected());
    socket.on('disconnect', (reason) => {
      liveState.value = 'broken';
      // After a server said goodbye (a restart, a slow phone) socket.io does not come back by itself.
      if (reason === 'io server disconnect') this.comeBack(socket);
    });
    socket.on('activity', (message) => this.stream.arrived(message));
    socket.on('caught_up', ({ seq }) => this.caughtUp(seq));
    socket.on('ended', ({ room, code }) => this.ended(room, code));
  }

  private comeBack(socket: LiveSocket): void {
    const apart = COME_BACK_MS * (0.5 + Math.random());
    setTimeout(() => this.socket === socket && socket.connect(), apart);
  }

  private ended(room: string | null, code: string): void {
    if (room !== null) this.wanted.delete(room);
    else if (code === TOO_FAR_BEHIND) this.goOnFromNow();
    else {
      this.close();
      // Nobody must believe an old screen: the shell says so, and the pages learn from the server what is the matter.
      liveState.value = 'broken';
      this.sayMissed();
    }
  }

  private sayMissed(): void {
    this.listeners.forEach((listener) => listener.missed());
  }

  private subscribe(rooms: string[], since: number | undefined): void {
    clearTimeout(this.catchUpTimer);
    this.catchUpTimer = setTimeout(() => this.caughtUp(0), CATCH_UP_LIMIT_MS);
    const request = since === undefined ? { rooms } : { rooms, since };
    this.socket?.emit('subscribe', request, (answer) => {
      if ('joined' in answer) this.joined(answer.seq);
      else this.refused(answer.code);
    });
  }

  private joined(seq: number): void {
    liveState.value = 'live';
    if (this.stream.since !== undefined) return;
    this.stream.subscribed(seq);
    this.caughtUp(seq);
    if (this.lost) this.sayMissed();
    this.lost = false;
  }

  private refused(code: string): void {
    if (code === TOO_FAR_BEHIND) this.goOnFromNow();
    else {
      clearTimeout(this.askTimer);
      this.askTimer = setTimeout(
        () => this.socket?.connected && this.stream.connected(),
        ASK_AGAIN_MS,
      );
    }
  }

  /** The pages load anew once the rooms are joined again, so that nothing falls between. */
  private goOnFromNow(): void {
    this.lost = true;
    this.stream.startAnew();
  }

  private caughtUp(seq: number): void {
    clearTimeout(this.catchUpTimer);
    this.stream.caughtUp(seq);
  }
}

export const live = new LiveConnection(async () => {
  const { io } = await import('socket.io-client');
  return io({ path: '/live', withCredentials: true, reconnectionDelayMax: 8000 });
});
