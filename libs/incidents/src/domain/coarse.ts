import { type PointWire } from '@ingrid/contract';

// A thousandth of a degree: about the block, not the door.
const COARSE = 1_000;

/** A point to about 100 metres, for those who may know what goes on around here but not behind which door. */
export function coarsePoint({ lat, lng }: PointWire): PointWire {
  return { lat: coarse(lat), lng: coarse(lng) };
}

/** One degree figure cut to about 100 metres. */
export const coarse = (degrees: number): number => Math.round(degrees * COARSE) / COARSE;
