import { Id, Ids, Instant, Text, Whole } from '@ingrid/platform';

/** What everybody may say with a move. */
export class PlainMoveDto {
  @Text({ max: 60, pattern: /^\w+$/ })
  move: string;

  @Text({ optional: true, max: 2_000 })
  note?: string;

  @Text({ optional: true, max: 1_000 })
  reason?: string;

  @Id({ optional: true })
  assigneeUnitId?: string;

  @Id({ optional: true })
  assigneePersonId?: string;

  @Text({ optional: true, max: 50, pattern: /^[\w.-]*$/ })
  categoryCode?: string;

  @Id({ optional: true })
  duplicateOfId?: string;

  @Ids({ optional: true, max: 9 })
  attachmentIds?: string[];

  @Whole({ optional: true, min: 1, max: 2_000_000_000, note: 'The version the person saw' })
  version?: number;
}

export class MoveDto extends PlainMoveDto {
  @Instant({ optional: true, note: 'When it was done without a network' })
  offlineAt?: string;
}

export class BulkMoveDto extends MoveDto {
  @Ids({ max: 100 })
  ids: string[];
}
