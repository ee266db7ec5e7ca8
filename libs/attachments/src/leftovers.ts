import { Clock } from '@ingrid/kernel';
import { Config, log, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { forgetCounts, knownIds } from './data/attachments.repository.js';
import { FileStore } from './file-store.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a crash leaves behind: unfinished files, and finished ones whose row was never written. */
@Injectable()
export class Leftovers implements OnApplicationBootstrap {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(FileStore) private readonly store: FileStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    void this.hourly();
  }

  @Interval(HOUR_MS)
  async hourly(): Promise<void> {
    if (!this.config.INGRID_ROLES.includes('worker')) return;
    await this.quietly(() => this.clearUnfinished());
  }

  @Interval(DAY_MS)
  async daily(): Promise<void> {
    if (!this.config.INGRID_ROLES.includes('worker')) return;
    await this.quietly(() => this.clearOrphans());
  }

  /** Removes files that were being written an hour ago and are not finished; answers how many. */
  async clearUnfinished(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - HOUR_MS);
    await this.work.read((db) => forgetCounts(db, new Date(before.getTime() - DAY_MS)));
    return this.store.clearIncoming(before);
  }

  /** Removes files older than a day that have no row; answers how many photos. */
  async clearOrphans(): Promise<number> {
    let removed = 0;
    const before = new Date(this.clock.now().getTime() - DAY_MS);
    for await (const ids of this.store.idsBefore(before)) {
      const known = await this.work.read((db) => knownIds(db, ids));
      for (const id of ids.filter((one) => !known.has(one))) {
        await this.store.remove(id);
        removed += 1;
      }
    }
    return removed;
  }

  private async quietly(act: () => Promise<number>): Promise<void> {
    try {
      const removed = await act();
      if (removed > 0) log.info({ removed }, 'leftover files removed');
    } catch (error) {
      log.warn({ error }, 'leftover files not removed, trying again later');
    }
  }
}
