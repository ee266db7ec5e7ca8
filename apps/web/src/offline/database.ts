import Dexie, { type Table } from 'dexie';
import { type OutboxItem, type OutboxStore } from './outbox-item';

interface Kept {
  key: string;
  value: unknown;
  at: string;
}

/** What this phone keeps: work not yet sent and the last lists seen. */
export class PhoneDatabase extends Dexie implements OutboxStore {
  declare outbox: Table<OutboxItem, string>;
  declare kept: Table<Kept, string>;

  constructor(name = 'ingrid') {
    super(name);
    this.version(1).stores({ outbox: 'id', kept: 'key' });
  }

  async put(item: OutboxItem): Promise<void> {
    await this.outbox.put(item);
  }

  get(id: string): Promise<OutboxItem | undefined> {
    return this.outbox.get(id);
  }

  all(): Promise<OutboxItem[]> {
    return this.outbox.toArray();
  }

  async remove(id: string): Promise<void> {
    await this.outbox.delete(id);
  }
}
