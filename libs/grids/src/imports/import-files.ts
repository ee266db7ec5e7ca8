import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Config } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';

/** Uploaded files of imports that are not finished; they stand beside the other files of the installation. */
@Injectable()
export class ImportFiles {
  constructor(@Inject(Config) private readonly config: Config) {}

  pathOf(importId: string): string {
    return join(this.config.FILES_DIR, 'imports', importId);
  }

  /** Streams the file to disk; the fingerprint tells whether a repeated request brings the same file. */
  async receive(
    importId: string,
    source: Readable,
  ): Promise<{ path: string; fingerprint: string }> {
    const path = this.pathOf(importId);
    const hash = createHash('sha256');
    await mkdir(join(this.config.FILES_DIR, 'imports'), { recursive: true });
    const hashed = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(source, hashed, createWriteStream(path, { mode: 0o600 }));
    return { path, fingerprint: hash.digest('base64url') };
  }

  async remove(importId: string): Promise<void> {
    await rm(this.pathOf(importId), { force: true });
  }
}
