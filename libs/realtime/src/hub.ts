import { type ActivityWire } from '@ingrid/contract';
import { ActivityTail, log, metrics, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { type Connection, type LiveServer, EVERYBODY } from './connection.js';
import { newestActivity } from './data/missed.repository.js';
import { outgoing, Recent } from './domain/recent.js';
import { incidentChannel, rightsConcerned } from './domain/rooms.js';
import { RoomRights } from './room-rights.js';

const REMEMBERED = 2_000;

const connected = new Gauge({
  name: 'ingrid_live_connections',
  help: 'Open live connections',
  registers: [metrics],
});
const sent = new Counter({
  name: 'ingrid_live_activities',
  help: 'Activities sent out, before fan-out',
  registers: [metrics],
});

/**
 * Follows the activity log and sends every row to the sockets of this process that may see it. Every live server does
 * this for itself, so nothing passes between servers (docs/adr/0005).
 */
@Injectable()
export class Hub implements OnApplicationShutdown {
  readonly connections = new Set<Connection>();
  private io: LiveServer | null = null;
  private done = 0;
  private kept = new Recent(REMEMBERED, 0);
  private stop: (() => void) | null = null;

  constructor(
    @Inject(ActivityTail) private readonly tail: ActivityTail,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(RoomRights) private readonly rights: RoomRights,
  ) {}

  /** Begins to send. Rows that arrive while the recent ones are read wait in the tail. */
  async open(io: LiveServer): Promise<void> {
    this.io = io;
    let ready: () => void = () => undefined;
    const readied = new Promise<void>((resolve) => (ready = resolve));
    this.stop = this.tail.listen(async (rows, position) => {
      await readied;
      await this.send(rows, position);
    });
    await this.tail.start();
    // A batch whose delivery was just ending is not ours; its position is known one turn later.
    await new Promise((resume) => setImmediate(resume));
    const { position } = this.tail;
    const rows = await this.work.read((db) => newestActivity(db, position, REMEMBERED));
    this.kept = new Recent(REMEMBERED, rows.length < REMEMBERED ? 0 : (rows[0]?.seq ?? position));
    for (const row of rows) this.kept.add(outgoing(row));
    this.done = position;
    ready();
  }

  onApplicationShutdown(): void {
    this.stop?.();
  }

  /** Everything up to here has gone out. */
  get position(): number {
    return Math.max(this.done, this.tail.position);
  }

  get recent(): Recent {
    return this.kept;
  }

  /** Waits until everything final at this moment has gone out. */
  async settled(): Promise<void> {
    await this.tail.settled();
  }

  add(connection: Connection): void {
    this.connections.add(connection);
    connected.set(this.connections.size);
    connection.socket.on('disconnect', () => {
      this.connections.delete(connection);
      connected.set(this.connections.size);
    });
  }

  /** Reads the rights of a connection anew and takes away what is gone. */
  async check(connection: Connection): Promise<void> {
    await this.unlessInDoubt(connection, () => this.rights.lookAgain(connection));
  }

  private async unlessInDoubt(connection: Connection, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      // In doubt nothing more goes out; the client comes back and is asked again.
      log.warn({ error }, 'rights of a live connection could not be read');
      connection.socket.disconnect(true);
    }
  }

  /** Tells everybody how far the stream is, so that a quiet connection need not look far back later. */
  sayPosition(): void {
    this.io?.to(EVERYBODY).emit('caught_up', { seq: this.position });
  }

  private async send(rows: readonly ActivityWire[], position: number): Promise<void> {
    for (const row of rows) {
      this.sendOne(row);
      const concerned = rightsConcerned(row);
      if (!concerned) continue;
      // Nothing that comes after a lost right goes out before the right is gone.
      if (typeof concerned === 'object' && 'incident' in concerned)
        await this.lookAgainAt(incidentChannel(concerned.incident));
      else await this.lookAgain(concerned);
    }
    this.done = position;
  }

  /** One step without a pause in it: kept and sent, so that a replay that ends now misses and repeats nothing. */
  private sendOne(row: ActivityWire): void {
    const next = outgoing(row);
    this.kept.add(next);
    this.done = row.seq;
    if (!this.io) return;
    const { rooms } = this.io.of('/').adapter;
    const wanted = next.channels.filter((channel) => rooms.has(channel));
    if (wanted.length === 0) return;
    this.io.to(wanted).emit('activity', next.sent);
    sent.inc();
  }

  /** Asks for one incident again for all who follow it: they may have seen it for a reason that is gone. */
  private async lookAgainAt(room: string): Promise<void> {
    const affected = [...this.connections].filter((c) => c.followed.has(room));
    await Promise.all(
      affected.map((c) => this.unlessInDoubt(c, () => this.rights.lookAgainIn(c, room))),
    );
  }

  private async lookAgain(concerned: { person: string } | 'everybody'): Promise<void> {
    const affected = [...this.connections].filter(
      (c) => concerned === 'everybody' || c.actor.personId === concerned.person,
    );
    await Promise.all(affected.map((connection) => this.check(connection)));
  }
}
