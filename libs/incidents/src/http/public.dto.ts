import { Latitude, Longitude, OneOf, Phone, Text } from '@ingrid/platform';
import { PlainMoveDto } from './move.dto.js';

const CODE = { max: 20, min: 1, pattern: /^[0-9A-Za-z -]+$/ } as const;
const NUMBER = { max: 40, min: 1, pattern: /^[\w -]+$/ } as const;

export class TrackDto {
  @Text(NUMBER)
  number: string;

  @Text(CODE)
  trackingCode: string;
}

/** Work without a network is done by those who work on a matter; they have an account. */
export class TrackMoveDto extends PlainMoveDto {
  @Text(NUMBER)
  number: string;

  @Text(CODE)
  trackingCode: string;
}

export class NearbyQuery {
  @Text({ max: 120, note: 'west,south,east,north' })
  bbox: string;
}

export class DuplicateQuery {
  @Latitude()
  lat: number;

  @Longitude()
  lng: number;

  @Text({ optional: true, max: 50, pattern: /^[\w.-]*$/ })
  categoryCode?: string;

  @Text({ optional: true, max: 2_000 })
  text?: string;
}

export class FollowDto {
  @Phone({ optional: true, note: 'Required without an account' })
  phone?: string | null;
}

export class ModerationDto {
  @OneOf(['release', 'discard'])
  decision: 'release' | 'discard';

  @Text({ max: 500 })
  reason: string;
}
