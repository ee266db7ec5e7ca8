import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isId } from '@ingrid/kernel';
import { Config } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';

export type Variant = 'full' | 'thumb';

export interface StoredFile {
  readonly stream: ReadStream;
  readonly bytes: number;
}

/** Finished files are found by id; unfinished ones lie in `incoming` and are nobody's until renamed. */
@Injectable()
export class FileStore {
  private readonly root: string;

  constructor(@Inject(Config) config: Config) {
    this.root = resolve(config.FILES_DIR);
  }

  /** A name for a file that is still being written. */
  async incoming(name: string): Promise<string> {
    const folder = join(this.root, 'incoming');
    await mkdir(folder, { recursive: true });
    return join(folder, name);
  }

  /** Puts a finished file in its place; after this line it survives a crash. */
  async keep(from: string, id: string, variant: Variant): Promise<void> {
    const target = this.pathOf(id, variant);
    await mkdir(dirname(target), { recursive: true });
    const handle = await open(from, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(from, target);
  }

  /** The bytes and their number, or null when the file is not there. */
  async read(id: string, variant: Variant): Promise<StoredFile | null> {
    const path = this.pathOf(id, variant);
    const found = await stat(path).catch(() => null);
    return found?.isFile() === true ? { stream: createReadStream(path), bytes: found.size } : null;
  }

  async remove(id: string): Promise<void> {
    await Promise.all([
      this.discard(this.pathOf(id, 'full')),
      this.discard(this.pathOf(id, 'thumb')),
    ]);
  }

  async discard(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Removes unfinished files that have not been touched since; answers how many. */
  async clearIncoming(before: Date): Promise<number> {
    const folder = join(this.root, 'incoming');
    let removed = 0;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (!found || found.mtime >= before) continue;
      await this.discard(path);
      removed += 1;
    }
    return removed;
  }

  /** Ids of finished files that are older, folder by folder. */
  async *idsBefore(before: Date): AsyncGenerator<string[]> {
    for (const outer of await foldersIn(this.root)) {
      for (const inner of await foldersIn(join(this.root, outer))) {
        const folder = join(this.root, outer, inner);
        const ids = new Set<string>();
        for (const name of await readdir(folder)) {
          const id = name.split('.')[0];
          const found = isId(id) ? await stat(join(folder, name)).catch(() => null) : null;
          if (id !== undefined && found && found.mtime < before) ids.add(id);
        }
        if (ids.size > 0) yield [...ids];
      }
    }
  }

  /** The end of an id is random, its beginning is the time: the end spreads files over 65,536 folders. */
  private pathOf(id: string, variant: Variant): string {
    return join(this.root, id.slice(-2), id.slice(-4, -2), `${id}.${variant}`);
  }
}

async function foldersIn(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{2}$/.test(name));
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
