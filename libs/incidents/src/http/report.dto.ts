import { Id, Ids, Latitude, Longitude, Part, Phone, Text, TextTable } from '@ingrid/platform';

const MOST_PHOTOS = 9;

export class PointDto {
  @Latitude()
  lat: number;

  @Longitude()
  lng: number;
}

export class ContactDto {
  @Text({ optional: true, max: 50 })
  name?: string;

  @Phone()
  phone: string;
}

export class ReportDto {
  @Text({ max: 2_000, note: 'What is the matter, in plain words' })
  description: string;

  @Text({ optional: true, max: 60 })
  title?: string;

  @Text({ optional: true, max: 50, pattern: /^[\w.-]*$/ })
  categoryCode?: string;

  @Part(() => PointDto, { optional: true })
  location?: PointDto;

  @Text({ optional: true, max: 200 })
  address?: string;

  @Id({
    optional: true,
    note: 'The place by choosing it, where neither point nor address is known',
  })
  regionId?: string;

  @Part(() => ContactDto, { optional: true, note: 'Required without an account' })
  contact?: ContactDto;

  @Ids({ optional: true, max: MOST_PHOTOS })
  attachmentIds?: string[];

  @TextTable({ optional: true, maxKeys: 12, maxLength: 300 })
  answers?: Record<string, string>;
}
