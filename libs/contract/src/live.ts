import { type ActivityWire } from './events.js';

/** `person:<id>` is joined by itself; `region:<path>` and `incident:<id>` are asked for. */
export type RoomName = `person:${string}` | `region:${string}` | `incident:${string}`;

export interface SubscribeRequest {
  rooms: string[];
  /** Position of the last activity seen; what came after is replayed. Absent: from now on. */
  since?: number;
}

export interface SubscribeAnswer {
  joined: string[];
  refused: { room: string; code: string }[];
  /** Position from which the stream goes on: `since`, or now. The replay follows this answer and ends with `caught_up`. */
  seq: number;
}

/**
 * Everybody in a room gets the same packet, so it never says who acted: that may be a reporter whom only some may know.
 */
export type LiveActivityWire = Omit<ActivityWire, 'id' | 'actorId'>;

export interface ServerToClient {
  /**
   * In order of `seq` for rooms subscribed together, each once. The same packet goes to everybody who may see it, so it
   * carries no counter of the connection (docs/adr/0005).
   */
  activity: (activity: LiveActivityWire) => void;
  /** The stream was ended for this room (a right was lost) or for the whole connection. */
  ended: (end: { room: string | null; code: string }) => void;
  /**
   * Everything up to `seq` that this connection may see has been delivered: after every `subscribe`, and every 20 s,
   * so that `since` moves on while nothing visible happens.
   */
  caught_up: (state: { seq: number }) => void;
}

export interface ClientToServer {
  subscribe: (
    request: SubscribeRequest,
    answer: (result: SubscribeAnswer | ProblemWire) => void,
  ) => void;
  unsubscribe: (
    request: { rooms: string[] },
    answer: (result: { left: string[] } | ProblemWire) => void,
  ) => void;
}

/** RFC 9457 problem document. */
export interface ProblemWire {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  details: Record<string, unknown>;
  reference: string;
}
