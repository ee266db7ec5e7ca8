import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type Readable } from 'node:stream';
import { type UploadWire } from '@ingrid/contract';
import { Clock, networkPlace, newId, Turnstile } from '@ingrid/kernel';
import { type Actor, Config, type Once, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { attachmentProblems } from './attachments.problems.js';
import {
  attachmentById,
  countUpload,
  insertAttachment,
  type NewAttachment,
} from './data/attachments.repository.js';
import { FileKeys } from './file-keys.js';
import { FileStore, sha256Of } from './file-store.js';
import { reencode } from './photo.js';
import { wireOf } from './wires.js';

export const LARGEST_PHOTO = 20 * 1024 * 1024;
export const UNCLAIMED_TIMER = 'attachments.unclaimed';
const UNCLAIMED_HOURS = 24;
const PHOTOS_PER_REPORT = 9;
const AT_ONCE = 2;
const MOST_WAITING = 40;
const RETRY_SECONDS = 5;

export interface Arriving {
  readonly stream: Readable;
  /** The caller's Idempotency-Key. */
  readonly idempotencyKey: string | undefined;
}

/** Takes photos in: received to a file, read by content, written anew, kept with their custody. */
@Injectable()
export class UploadService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(Config) private readonly config: Config;
  @Inject(FileStore) private readonly store: FileStore;
  @Inject(FileKeys) private readonly keys: FileKeys;
  private readonly turns = new Turnstile(AT_ONCE, MOST_WAITING);

  /** @throws attachments.too_many_uploads when this sender has sent too many in this hour */
  async admit(actor: Actor, address: string): Promise<void> {
    // Nine photos may belong to each report that the intake would take.
    const most = this.config.INTAKE_PER_ADDRESS_HOUR * PHOTOS_PER_REPORT;
    if (most === 0 || actor.kind === 'system') return;
    const now = this.clock.now();
    const who =
      actor.personId === null ? `address:${networkPlace(address)}` : `person:${actor.personId}`;
    const key = createHash('sha256').update(who).digest('base64url');
    const uploads = await this.work.read((db) => countUpload(db, key, now));
    if (uploads <= most) return;
    const retryAfterSeconds = 3_600 - (Math.floor(now.getTime() / 1_000) % 3_600);
    throw attachmentProblems.tooMany({ retryAfterSeconds });
  }

  /** Keeps one photo as fresh: it belongs to nothing yet and is removed after a day unless somebody claims it. */
  async upload(actor: Actor, arriving: Arriving): Promise<UploadWire> {
    const id = newId();
    const raw = await this.store.incoming(`${id}.raw`);
    const full = await this.store.incoming(`${id}.full`);
    const thumb = await this.store.incoming(`${id}.thumb`);
    try {
      const received = await receive(arriving.stream, raw);
      const busy = (): Error => attachmentProblems.busy({ retryAfterSeconds: RETRY_SECONDS });
      const encoded = await this.turns.pass(() => reencode(raw, { full, thumb }), busy);
      const file = { id, ...encoded, sha256: await sha256Of(full), received };
      await this.store.keep(full, id, 'full');
      await this.store.keep(thumb, id, 'thumb');
      return await this.enter(actor, file, arriving.idempotencyKey);
    } finally {
      for (const path of [raw, full, thumb]) await this.store.discard(path);
    }
  }

  private async enter(
    actor: Actor,
    file: NewAttachment,
    key: string | undefined,
  ): Promise<UploadWire> {
    const once: Once | undefined =
      key === undefined ? undefined : { key, request: ['attachment', file.received.sha256] };
    let keptId: string | null = null;
    try {
      keptId = await this.work.run(
        actor,
        async (tx) => {
          await insertAttachment(tx.db, file, { personId: actor.personId, at: tx.now });
          const dueAt = new Date(tx.now.getTime() + UNCLAIMED_HOURS * 3_600_000);
          await tx.setTimer({ kind: UNCLAIMED_TIMER, subjectId: file.id, name: 'purge', dueAt });
          return file.id;
        },
        once,
      );
    } finally {
      // Refused, failed, or the same upload was here before: these bytes are not needed.
      if (keptId !== file.id) await this.store.remove(file.id);
    }
    const id = keptId;
    const row = await this.work.read((db) => attachmentById(db, id));
    if (!row) throw attachmentProblems.notFound({});
    const capability = await this.keys.keyOf(id);
    return { ...wireOf(row, capability), key: capability };
  }
}

/** Writes what arrives to a file, no more than a photo may have. */
async function receive(stream: Readable, path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  // Opened before anything is read: a stream that opens its file by itself may do so after we have cleaned up.
  const file = await open(path, 'w');
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > LARGEST_PHOTO) throw tooLarge();
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (error instanceof Error && (error.name === 'Problem' || 'syscall' in error)) throw error;
    throw attachmentProblems.interrupted({});
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

export function tooLarge(): Error {
  return attachmentProblems.tooLarge({ mostBytes: LARGEST_PHOTO });
}
