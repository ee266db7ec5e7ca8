import { type RoomName } from '@ingrid/contract';
import { accessProblems, type Actor, Authenticator, Subjects } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type Connection, type FollowedRoom } from './connection.js';
import {
  incidentChannel,
  personChannel,
  regionChannel,
  type Room,
  type Topic,
  TOPIC_VERBS,
} from './domain/rooms.js';
import { liveProblems } from './realtime.problems.js';

/** Who may follow what, asked when a room is joined and again whenever rights change. */
@Injectable()
export class RoomRights {
  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(Subjects) private readonly subjects: Subjects,
  ) {}

  /** The channels this actor may hear of a room; none means that the room is closed to him or her. */
  async channelsFor(actor: Actor, room: Room): Promise<string[]> {
    if (room.kind === 'person') return room.id === actor.personId ? [personChannel(room.id)] : [];
    if (room.kind === 'incident') {
      return (await this.subjects.mayRead(actor, 'incident', room.id))
        ? [incidentChannel(room.id)]
        : [];
    }
    // The keys of a constant table are its topics.
    return (Object.keys(TOPIC_VERBS) as Topic[])
      .filter((topic) => actor.allows(TOPIC_VERBS[topic], room.path))
      .map((topic) => regionChannel(room.path, topic));
  }

  /** Reads the rights of a connection anew: lost rooms are left at once, a closed session ends the connection. */
  async lookAgain(connection: Connection): Promise<void> {
    const actor = await this.authenticator.actorOf(connection.token);
    if (!actor) {
      connection.socket.emit('ended', { room: null, code: accessProblems.unauthenticated.code });
      connection.socket.disconnect(true);
      return;
    }
    connection.actor = actor;
    for (const followed of [...connection.followed.values()])
      await this.lookAgainAt(connection, followed);
  }

  /** Asks for one room again; the person's own rights are those known. */
  async lookAgainIn(connection: Connection, name: string): Promise<void> {
    const followed = connection.followed.get(name);
    if (followed) await this.lookAgainAt(connection, followed);
  }

  private async lookAgainAt(connection: Connection, followed: FollowedRoom): Promise<void> {
    const allowed = await this.channelsFor(connection.actor, followed.room);
    if (connection.followed.get(followed.name) !== followed) return;
    const { socket } = connection;
    const isLive = followed.channels.some((channel) => socket.rooms.has(channel));
    for (const channel of followed.channels)
      if (!allowed.includes(channel)) void socket.leave(channel);
    if (allowed.length === 0) {
      connection.leave(followed);
      socket.emit('ended', {
        room: followed.name satisfies RoomName,
        code: liveProblems.notAllowed.code,
      });
      return;
    }
    followed.channels = allowed;
    // A room whose replay still runs is joined when that is done.
    if (isLive) void socket.join(allowed);
  }
}
