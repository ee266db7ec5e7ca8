import { chinaDay } from '@ingrid/kernel';
import { UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { NumbersRepository } from './data/numbers.repository.js';
import { numberOf, numberPrefix } from './domain/numbers.js';

interface Block {
  next: number;
  end: number;
  size: number;
  leasedAt: number;
}

const SMALLEST = 1;
const LARGEST = 256;
const BUSY_MS = 2_000;
const MOST_KEPT = 2_000;

/**
 * Human numbers per street and day. A process takes a few at once by a statement of its own, so that no row is locked
 * while a report is written; the blocks grow where much is reported. Numbers left over at a restart stay unused.
 */
@Injectable()
export class NumbersService {
  private readonly blocks = new Map<string, Block>();
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(NumbersRepository) private readonly repository: NumbersRepository,
  ) {}

  async next(streetCode: string | null, at: Date): Promise<string> {
    const prefix = numberPrefix(chinaDay(at), streetCode);
    for (;;) {
      const block = this.blocks.get(prefix);
      if (block && block.next < block.end) return numberOf(prefix, block.next++);
      await this.refill(prefix);
    }
  }

  private async refill(prefix: string): Promise<void> {
    const lease =
      this.asking.get(prefix) ??
      this.lease(prefix).finally(() => {
        this.asking.delete(prefix);
      });
    this.asking.set(prefix, lease);
    await lease;
  }

  private async lease(prefix: string): Promise<void> {
    const before = this.blocks.get(prefix);
    const now = Date.now();
    const busy = before !== undefined && now - before.leasedAt < BUSY_MS;
    const size = busy ? Math.min(LARGEST, before.size * 4) : SMALLEST;
    const first = await this.work.read((db) => this.repository.lease(db, prefix, size));
    if (this.blocks.size > MOST_KEPT) this.blocks.clear();
    this.blocks.set(prefix, { next: first, end: first + size, size, leasedAt: now });
  }
}
