import {
  type ActivityWire,
  type ClientToServer,
  type RoomName,
  type ServerToClient,
} from '@ingrid/contract';
import type { Socket } from 'socket.io-client';
import { ref } from 'vue';
import { OrderedStream } from './stream';

export type LiveState = 'off' | 'connecting' | 'live' | 'broken';
export type Listener = { rooms: ReadonlySet<string>; hear: (activity: ActivityWire) => void };

/** Said by the shell: a banner appears only when a connection that once stood is broken. */
export const liveState = ref<LiveState>('off');

// A caught_up that never comes must not silence the page.
const CATCH_UP_LIMIT_MS = 8000;

/** The one socket of the app: rooms are counted, so that two pages may want the same one. */
class LiveConnection {
  private socket: Socket<ServerToClient, ClientToServer> | null = null;
  private opening: Promise<void> | null = null;
  private readonly wanted = new Map<string, number>();
  private readonly listeners = new Set<Listener>();
  private catchUpTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stream = new OrderedStream({
    deliver: (activity) => this.listeners.forEach((listener) => listener.hear(activity)),
    ask: (since) => this.subscribe([...this.wanted.keys()], since),
  });

  /** Hears activities of these rooms until the returned function is called. */
  listen(rooms: readonly RoomName[], hear: (activity: ActivityWire) => void): () => void {
    const listener: Listener = { rooms: new Set(rooms), hear };
    this.listeners.add(listener);
    const fresh = rooms.filter((room) => !this.wanted.has(room));
    rooms.forEach((room) => this.wanted.set(room, (this.wanted.get(room) ?? 0) + 1));
    if (this.socket?.connected && fresh.length > 0) this.subscribe(fresh, undefined);
    void this.open();
    return () => this.forget(listener);
  }

  /** Ends the connection, for example when somebody logs out. */
  close(): void {
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
    const { io } = await import('socket.io-client');
    const socket: Socket<ServerToClient, ClientToServer> = io({
      path: '/live',
      withCredentials: true,
      reconnectionDelayMax: 8000,
    });
    this.socket = socket;
    socket.on('connect', () => this.stream.connected());
    socket.on('disconnect', () => {
      liveState.value = 'broken';
    });
    socket.on('activity', (message) => this.stream.arrived(message));
    socket.on('caught_up', ({ seq }) => this.caughtUp(seq));
    socket.on('ended', ({ room }) => {
      if (room) this.wanted.delete(room);
      else this.close();
    });
  }

  private subscribe(rooms: string[], since: number | undefined): void {
    clearTimeout(this.catchUpTimer);
    this.catchUpTimer = setTimeout(() => this.caughtUp(0), CATCH_UP_LIMIT_MS);
    const request = since === undefined ? { rooms } : { rooms, since };
    this.socket?.emit('subscribe', request, (answer) => {
      if (!('joined' in answer)) return;
      liveState.value = 'live';
      if (this.stream.since === undefined) {
        this.stream.subscribed(answer.seq);
        this.caughtUp(answer.seq);
      }
    });
  }

  private caughtUp(seq: number): void {
    clearTimeout(this.catchUpTimer);
    this.stream.caughtUp(seq);
  }
}

export const live = new LiveConnection();
