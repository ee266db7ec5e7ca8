import { type MeWire, type RoomName } from '@ingrid/contract';

/** The live rooms of the places whose incidents I may see. */
export function regionRooms(me: MeWire | null): RoomName[] {
  const paths = me?.allowed.find(({ verb }) => verb === 'incident.read')?.paths ?? [];
  return paths.map((path): RoomName => `region:${path}`);
}
