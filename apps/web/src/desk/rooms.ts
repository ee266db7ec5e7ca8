import { type MeWire, type RoomName, type Verb } from '@ingrid/contract';

/** The live rooms of the places where I hold a verb; by default those whose incidents I may see. */
export function regionRooms(me: MeWire | null, verb: Verb = 'incident.read'): RoomName[] {
  const paths = me?.allowed.find((entry) => entry.verb === verb)?.paths ?? [];
  return paths.map((path): RoomName => `region:${path}`);
}
