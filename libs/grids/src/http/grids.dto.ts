import { STAFF_POSTS, type StaffPost } from '@ingrid/contract';
import { Id, Instant, OneOf, Phone, Text, Whole } from '@ingrid/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';

// As programs print numbers: up to 17 digits, tiny ones with an exponent.
const NUMBER = String.raw`-?\d{1,3}(\.\d{1,20})?(e-\d{1,2})?`;
export const BOX = new RegExp(`^${NUMBER}(,${NUMBER}){3}$`);
export const BOX_WORDS: [string, string] = ['应为“西,南,东,北”', 'must be west,south,east,north'];

export class GridsGeoQuery {
  @Text({ optional: true, max: 300, note: 'path, code or id of a region' })
  region?: string;

  @Text({ optional: true, max: 100, pattern: BOX, patternWords: BOX_WORDS })
  bbox?: string;
}

export class PublicGridsGeoQuery {
  @Text({ max: 100, pattern: BOX, patternWords: BOX_WORDS })
  bbox: string;
}

class CardFields {
  @Text({ optional: true, max: 2_000, note: 'the extent in words (四至)' })
  extent?: string;

  @Whole({ optional: true, min: 0, max: 1_000_000 })
  households?: number;

  @Phone({ optional: true })
  supervisionPhone?: string;
}

export class NewGridBody extends CardFields {
  @Id()
  communityId: string;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 200 })
  name: string;

  @OneOf(['general', 'special'], { optional: true })
  kind?: 'general' | 'special';

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'GeoJSON geometry' })
  @IsObject({ message: '应为 GeoJSON 图形\nmust be a GeoJSON geometry' })
  polygon: Record<string, unknown>;
}

export class GridChangeBody extends CardFields {
  @Text({ optional: true, min: 1, max: 200 })
  name?: string;

  @Whole({ optional: true, min: 1, max: 1_000_000_000 })
  version?: number;
}

export class NewStaffBody {
  @Id({
    optional: true,
    note: 'somebody new, of your area, or created by you; else give the login',
  })
  personId?: string;

  @Text({ optional: true, min: 1, max: 64, note: 'exact login of the person, instead of personId' })
  login?: string;

  @OneOf(STAFF_POSTS)
  post: StaffPost;

  @Phone({ optional: true, note: 'stands on the public grid card' })
  workPhone?: string;

  @Instant({ optional: true })
  from?: string;

  @Instant({ optional: true })
  to?: string;
}
