import { AttachmentsService } from '@ingrid/attachments';
import { type AttachmentWire } from '@ingrid/contract';
import { type Transaction } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';

const SUBJECT = 'incident';

/** What incidents ask of the custody of files. */
@Injectable()
export class Files {
  constructor(@Inject(AttachmentsService) private readonly attachments: AttachmentsService) {}

  /** Ties uploaded files to an incident; from then on who may see the incident may see them. */
  async claim(
    tx: Transaction,
    ids: readonly string[],
    incident: { id: string; regionPath: string },
  ): Promise<void> {
    await this.attachments.claim(tx, ids, { type: SUBJECT, ...incident });
  }

  /** The files of an incident; with keys their addresses open without an account. */
  async of(incidentId: string, options: { withKeys?: boolean } = {}): Promise<AttachmentWire[]> {
    return (await this.attachments.of(SUBJECT, [incidentId], options)).get(incidentId) ?? [];
  }
}
