import { type RoomName, type SubscribeAnswer, type SubscribeRequest } from '@ingrid/contract';
import { log, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type Connection, EVERYBODY, type FollowedRoom } from './connection.js';
import { countBetween, missedActivity, type Where } from './data/missed.repository.js';
import { MOST_ROOMS } from './domain/messages.js';
import { outgoing, type Outgoing } from './domain/recent.js';
import { parseRoom } from './domain/rooms.js';
import { Hub } from './hub.js';
import { liveProblems } from './realtime.problems.js';
import { RoomRights } from './room-rights.js';

const PAGE = 500;
/** Who is further behind fetches the pages again; that is quicker for both sides. */
const MOST_REPLAYED = 10_000;
const MOST_LOOKED_THROUGH = 100_000;

type Say = (answer: SubscribeAnswer) => void;

/** Joining and leaving rooms, with the replay of what was missed. */
@Injectable()
export class Subscriptions {
  constructor(
    @Inject(Hub) private readonly hub: Hub,
    @Inject(RoomRights) private readonly rights: RoomRights,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
  ) {}

  /**
   * Joins what may be joined. The answer comes first, then what was missed since `since`, then `caught_up`, and from
   * there on the stream: without a gap and without a repetition.
   * @throws live.too_many_rooms, live.too_far_behind
   */
  async subscribe(connection: Connection, request: SubscribeRequest, say: Say): Promise<void> {
    const { since } = request;
    if (since !== undefined) await this.mustReach(since);
    const { allowed, refused } = await this.chooseByPresentRights(connection, request.rooms);
    // From here to the answer nothing waits: rights that change now find these rooms among the followed.
    const seq = since ?? this.hub.position;
    const joining = allowed.map((room) => ({ ...room, from: seq }));
    for (const room of joining) {
      const earlier = connection.followed.get(room.name);
      if (earlier) connection.leave(earlier);
      connection.followed.set(room.name, room);
    }
    void connection.socket.leave(EVERYBODY);
    say({ joined: joining.map((room) => room.name), refused, seq });
    if (since === undefined) this.join(connection, joining, seq);
    else await this.replay(connection, joining, since);
  }

  unsubscribe(connection: Connection, names: readonly string[]): string[] {
    const left: string[] = [];
    for (const name of names) {
      const followed = connection.followed.get(canonical(name));
      if (!followed) continue;
      connection.leave(followed);
      left.push(followed.name);
    }
    return left;
  }

  private async chooseByPresentRights(
    connection: Connection,
    names: readonly string[],
  ): ReturnType<Subscriptions['choose']> {
    for (;;) {
      const { actor } = connection;
      const chosen = await this.choose(connection, names);
      if (connection.actor === actor) return chosen;
    }
  }

  private async choose(
    connection: Connection,
    names: readonly string[],
  ): Promise<{ allowed: Omit<FollowedRoom, 'from'>[]; refused: { room: string; code: string }[] }> {
    const { actor } = connection;
    const refused: { room: string; code: string }[] = [];
    const allowed: Omit<FollowedRoom, 'from'>[] = [];
    const own = actor.personId === null ? [] : [`person:${actor.personId}`];
    const wanted = new Set([
      ...own.filter((n) => !connection.followed.has(n)),
      ...names.map(canonical),
    ]);
    if (connection.followed.size + wanted.size > MOST_ROOMS + 1)
      throw liveProblems.tooManyRooms({ most: MOST_ROOMS });
    for (const name of wanted) {
      const room = parseRoom(name);
      const channels = room ? await this.rights.channelsFor(actor, room) : [];
      if (room && channels.length > 0)
        allowed.push({ name: name as RoomName, room, channels }); // parsed just now
      else
        refused.push({
          room: name,
          code: (room ? liveProblems.notAllowed : liveProblems.noSuchRoom).code,
        });
    }
    return { allowed, refused };
  }

  /** A client may come from a server that is a moment ahead of us; a position nobody has reached yet is none. */
  private async mustReach(since: number): Promise<void> {
    if (since > this.hub.position) await this.hub.settled();
    if (since > this.hub.position) throw liveProblems.tooFarBehind({});
    if (this.hub.recent.covers(since)) return;
    const behind = await this.work.read((db) =>
      countBetween(db, since, this.hub.position, MOST_LOOKED_THROUGH + 1),
    );
    if (behind > MOST_LOOKED_THROUGH) throw liveProblems.tooFarBehind({});
  }

  private async replay(
    connection: Connection,
    joining: FollowedRoom[],
    since: number,
  ): Promise<void> {
    try {
      const cursor = await this.replayStored(connection, joining, since);
      if (cursor !== null) this.join(connection, joining, cursor);
    } catch (error) {
      // The client has its answer already; it comes back and asks again from where it is.
      log.warn({ error }, 'a replay failed');
      connection.socket.disconnect(true);
    }
  }

  /** Sends what is too old to be in memory; answers up to where, or null when that was too much. */
  private async replayStored(
    connection: Connection,
    joining: FollowedRoom[],
    since: number,
  ): Promise<number | null> {
    let cursor = since;
    let sent = 0;
    while (!this.hub.recent.covers(cursor) && connection.open) {
      const upTo = this.hub.position;
      const range = { after: cursor, upTo, limit: PAGE };
      const rows = await this.work.read((db) => missedActivity(db, range, whereOf(joining)));
      for (const row of rows) sent += this.give(connection, joining, outgoing(row)) ? 1 : 0;
      if (sent > MOST_REPLAYED) {
        this.giveUp(connection, joining);
        return null;
      }
      cursor = rows.length < PAGE ? upTo : (rows.at(-1)?.seq ?? upTo);
      await connection.drained();
    }
    return cursor;
  }

  /** Without a pause inside: what is still missing, then the stream. */
  private join(connection: Connection, joining: FollowedRoom[], cursor: number): void {
    if (!connection.open) return;
    for (const row of this.hub.recent.after(cursor)) this.give(connection, joining, row);
    const stillOurs = joining.filter((room) => connection.followed.get(room.name) === room);
    void connection.socket.join([EVERYBODY, ...stillOurs.flatMap((room) => room.channels)]);
    connection.socket.emit('caught_up', { seq: this.hub.position });
  }

  private give(connection: Connection, joining: readonly FollowedRoom[], row: Outgoing): boolean {
    const visible = joining.some(
      (room) =>
        // Rights may have been lost while the replay ran.
        connection.followed.get(room.name) === room &&
        room.channels.some((channel) => row.channels.includes(channel)),
    );
    if (
      !visible ||
      connection.alreadyGets(row.channels, row.seq, new Set(joining.map((room) => room.name)))
    )
      return false;
    connection.socket.emit('activity', row.sent);
    return true;
  }

  private giveUp(connection: Connection, joining: readonly FollowedRoom[]): void {
    for (const room of joining) connection.leave(room);
    connection.socket.emit('ended', { room: null, code: liveProblems.tooFarBehind.code });
  }
}

function canonical(name: string): string {
  const room = parseRoom(name);
  if (!room) return name;
  return room.kind === 'region' ? `region:${room.path}` : `${room.kind}:${room.id}`;
}

function whereOf(rooms: readonly FollowedRoom[]): Where {
  const paths: string[] = [];
  const incidents: string[] = [];
  let person: string | null = null;
  for (const { room } of rooms) {
    if (room.kind === 'region') paths.push(room.path);
    else if (room.kind === 'incident') incidents.push(room.id);
    else person = room.id;
  }
  return { paths, incidents, person };
}
