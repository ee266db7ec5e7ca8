import { type AttachmentWire } from '@ingrid/contract';
import { type Actor, Timers, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { attachmentProblems } from './attachments.problems.js';
import {
  attachmentById,
  type AttachmentRow,
  attachmentsOf,
  claimAttachments,
  deleteFresh,
  lockAttachments,
} from './data/attachments.repository.js';
import { FileKeys } from './file-keys.js';
import { FileStore, type StoredFile, type Variant } from './file-store.js';
import { UNCLAIMED_TIMER } from './upload.service.js';
import { wireOf } from './wires.js';

export const MOST_PER_CLAIM = 9;

/** Whether somebody may see the thing a file belongs to; registered by the module that owns that kind of thing. */
export type Reader = (actor: Actor, subjectId: string) => Promise<boolean>;

export interface Subject {
  /** The kind under which a {@link Reader} is registered, for example `incident`. */
  readonly type: string;
  readonly id: string;
  readonly regionPath: string;
}

/** Files and what they belong to. */
@Injectable()
export class AttachmentsService implements OnModuleInit {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(FileStore) private readonly store: FileStore;
  @Inject(FileKeys) private readonly keys: FileKeys;
  @Inject(Timers) private readonly timers: Timers;
  private readonly readers = new Map<string, Reader>();

  onModuleInit(): void {
    this.timers.handle(UNCLAIMED_TIMER, async (tx, timer) => {
      if (!(await deleteFresh(tx.db, timer.subjectId))) return;
      tx.onCommit(() => void this.store.remove(timer.subjectId).catch(() => undefined));
    });
  }

  registerReader(type: string, reader: Reader): void {
    this.readers.set(type, reader);
  }

  /**
   * Makes fresh uploads part of a subject, in the transaction that also makes or moves the subject. They must have been
   * uploaded by the actor, or by nobody known (their id is then told to nobody else), or be presented with their key.
   * @throws attachments.not_usable, attachments.too_many_at_once
   */
  async claim(
    tx: Transaction,
    ids: readonly string[],
    subject: Subject,
    keys: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    if (ids.length === 0) return;
    const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
    if (wanted.length > MOST_PER_CLAIM)
      throw attachmentProblems.tooManyAtOnce({ most: MOST_PER_CLAIM });
    const rows = new Map((await lockAttachments(tx.db, wanted)).map((row) => [row.id, row]));
    const unusable: string[] = [];
    for (const id of wanted) {
      if (!(await this.isUsable(tx.actor, rows.get(id), keys[id]))) unusable.push(id);
    }
    if (unusable.length > 0) throw attachmentProblems.notYours({ ids: unusable });
    await claimAttachments(tx.db, wanted, subject, { personId: tx.actor.personId, at: tx.now });
    for (const id of wanted) await tx.cancelTimer(UNCLAIMED_TIMER, id);
    const { type: subjectType, id: subjectId, regionPath } = subject;
    tx.record({
      type: 'attachment.added',
      subjectType,
      subjectId,
      regionPath,
      data: { attachmentIds: wanted },
    });
  }

  /** The files of several subjects of one kind. With `withKeys` the addresses open without an account. */
  async of(
    type: string,
    subjectIds: readonly string[],
    options: { withKeys?: boolean } = {},
  ): Promise<ReadonlyMap<string, AttachmentWire[]>> {
    const found = new Map<string, AttachmentWire[]>();
    if (subjectIds.length === 0) return found;
    for (const row of await this.work.read((db) => attachmentsOf(db, type, subjectIds))) {
      const key = options.withKeys === true ? await this.keys.keyOf(row.id) : null;
      const subject = row.subject_id ?? '';
      found.set(subject, [...(found.get(subject) ?? []), wireOf(row, key)]);
    }
    return found;
  }

  /** @throws attachments.not_found also when the caller may not see it */
  async find(actor: Actor, id: string, key: string | undefined): Promise<AttachmentRow> {
    const row = await this.work.read((db) => attachmentById(db, id));
    if (!row) throw attachmentProblems.notFound({});
    const open = key !== undefined && (await this.keys.opens(key, id));
    if (!open && !(await this.mayRead(actor, row))) throw attachmentProblems.notFound({});
    return row;
  }

  /** @throws attachments.not_found when the bytes are gone */
  async read(row: AttachmentRow, variant: Variant): Promise<StoredFile> {
    const file = await this.store.read(row.id, variant);
    if (!file) throw attachmentProblems.notFound({});
    return file;
  }

  private async mayRead(actor: Actor, row: AttachmentRow): Promise<boolean> {
    if (row.subject_id === null || row.subject_type === null) {
      return actor.personId !== null && actor.personId === row.uploaded_by;
    }
    return (await this.readers.get(row.subject_type)?.(actor, row.subject_id)) === true;
  }

  private async isUsable(
    actor: Actor,
    row: AttachmentRow | undefined,
    key: string | undefined,
  ): Promise<boolean> {
    if (row?.state !== 'fresh') return false;
    if (actor.kind === 'system' || row.uploaded_by === null || row.uploaded_by === actor.personId)
      return true;
    return key !== undefined && (await this.keys.opens(key, row.id));
  }
}
