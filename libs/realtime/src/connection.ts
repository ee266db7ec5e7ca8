import { type ClientToServer, type RoomName, type ServerToClient } from '@ingrid/contract';
import { type Actor } from '@ingrid/platform';
import { type Server, type Socket } from 'socket.io';
import { type Room } from './domain/rooms.js';

export type LiveServer = Server<ClientToServer, ServerToClient>;
export type LiveSocket = Socket<ClientToServer, ServerToClient>;

/** All connections that are not in the middle of a replay; they hear how far the stream is. */
export const EVERYBODY = 'everybody';

export interface FollowedRoom {
  readonly name: RoomName;
  readonly room: Room;
  /** Everything visible here after this position has been or will be sent. */
  from: number;
  /** socket.io rooms in which activities of this room go out. */
  channels: readonly string[];
}

/** One socket: who is behind it and what it follows. */
export class Connection {
  readonly followed = new Map<string, FollowedRoom>();
  /** Requests of one connection are worked off one after another. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly socket: LiveSocket,
    readonly token: string,
    public actor: Actor,
  ) {}

  get open(): boolean {
    return this.socket.connected;
  }

  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(act);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** True when an activity after `position` on these channels has gone out by what is followed already. */
  alreadyGets(channels: readonly string[], seq: number, except: ReadonlySet<string>): boolean {
    for (const followed of this.followed.values()) {
      if (except.has(followed.name) || seq <= followed.from) continue;
      if (followed.channels.some((c) => this.socket.rooms.has(c) && channels.includes(c)))
        return true;
    }
    return false;
  }

  leave(followed: FollowedRoom): void {
    this.followed.delete(followed.name);
    for (const channel of followed.channels) void this.socket.leave(channel);
  }

  /** Waits until what was sent has left the process, so that a long replay does not pile up in memory. */
  async drained(): Promise<void> {
    const { conn } = this.socket;
    while (this.open && bufferedPackets(this.socket) > WAIT_ABOVE) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 1_000);
        function done(): void {
          clearTimeout(timer);
          conn.off('drain', done);
          resolve();
        }
        conn.once('drain', done);
      });
    }
  }
}

const WAIT_ABOVE = 500;

/** Packets that wait for a slow network. */
export function bufferedPackets(socket: LiveSocket): number {
  // engine.io keeps the queue on the connection but leaves it out of its types.
  const { writeBuffer } = socket.conn as unknown as { writeBuffer?: { length: number } };
  return writeBuffer?.length ?? 0;
}
