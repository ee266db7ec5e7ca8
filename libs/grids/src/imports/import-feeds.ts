import { log } from '@ingrid/platform';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ImportJob, type ImportKind } from './import-kind.js';

interface Feed {
  readonly items: AsyncGenerator<unknown, void>;
  at: number;
  usedAt: number;
}

const IDLE_MS = 60_000;

/**
 * Open files of running imports in this process. A feed that stands where the job stands goes on; after a restart or a
 * failed batch it is opened again and moved forward, so the database alone says where a job is.
 */
@Injectable()
export class ImportFeeds implements OnApplicationShutdown {
  private readonly feeds = new Map<string, Feed>();

  /** The next items of a job, fewer than asked only at the end of the file. */
  async take(kind: ImportKind, job: ImportJob, count: number): Promise<unknown[]> {
    await this.closeIdle();
    const feed = await this.feedAt(kind, job);
    const taken: unknown[] = [];
    while (taken.length < count) {
      const next = await feed.items.next();
      if (next.done === true) break;
      feed.at += 1;
      taken.push(next.value);
    }
    feed.usedAt = Date.now();
    return taken;
  }

  async close(importId: string): Promise<void> {
    const feed = this.feeds.get(importId);
    this.feeds.delete(importId);
    await feed?.items.return().catch((error: unknown) => {
      log.warn({ error }, 'a file of an import could not be closed');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    for (const id of [...this.feeds.keys()]) await this.close(id);
  }

  private async feedAt(kind: ImportKind, job: ImportJob): Promise<Feed> {
    const open = this.feeds.get(job.id);
    if (open && open.at > job.done) await this.close(job.id);
    const feed = this.feeds.get(job.id) ?? { items: kind.items(job), at: 0, usedAt: Date.now() };
    this.feeds.set(job.id, feed);
    while (feed.at < job.done) {
      const passed = await feed.items.next();
      if (passed.done === true) break;
      feed.at += 1;
    }
    return feed;
  }

  private async closeIdle(): Promise<void> {
    const before = Date.now() - IDLE_MS;
    for (const [id, feed] of this.feeds) if (feed.usedAt < before) await this.close(id);
  }
}
