import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { sharedSecret } from './data/attachments.repository.js';

/**
 * Keys that open one file to whoever holds them: for uploads without an account and for the reporter's own page. They
 * are computed, so nothing has to be stored and a repeated upload is answered with the same key.
 */
@Injectable()
export class FileKeys {
  private secret: Promise<string> | null = null;

  constructor(@Inject(UnitOfWork) private readonly work: UnitOfWork) {}

  async keyOf(id: string): Promise<string> {
    return createHmac('sha256', await this.shared())
      .update(`attachment:${id}`)
      .digest('base64url');
  }

  async opens(key: string, id: string): Promise<boolean> {
    const expected = Buffer.from(await this.keyOf(id));
    const given = Buffer.from(key);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  private shared(): Promise<string> {
    this.secret ??= this.work
      .read((db) => sharedSecret(db, randomBytes(32).toString('base64url')))
      .catch((error: unknown) => {
        this.secret = null;
        throw error;
      });
    return this.secret;
  }
}
