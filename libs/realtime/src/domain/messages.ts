import { type SubscribeRequest } from '@ingrid/contract';

export const MOST_ROOMS = 200;

/** What is wrong with it, or the request. Never trusts the shape of what came over the wire. */
export function readSubscribe(given: unknown): SubscribeRequest | string {
  const rooms = readRooms(given);
  if (typeof rooms === 'string') return rooms;
  const since: unknown = isObject(given) ? given['since'] : undefined;
  if (since === undefined || since === null) return { rooms };
  if (typeof since !== 'number' || !Number.isSafeInteger(since) || since < 0)
    return 'since must be a position';
  return { rooms, since };
}

export function readRooms(given: unknown): string[] | string {
  if (!isObject(given)) return 'an object is needed';
  const { rooms } = given;
  if (!Array.isArray(rooms)) return 'rooms must be a list';
  if (rooms.length > MOST_ROOMS) return `at most ${MOST_ROOMS} rooms`;
  const names = rooms.filter(
    (room): room is string => typeof room === 'string' && room.length <= 400,
  );
  return names.length === rooms.length ? [...new Set(names)] : 'a room is named by a short text';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
