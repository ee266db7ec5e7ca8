/** The last good answers of lists that a worker reads without a network. */
import type { PhoneDatabase } from './database';

let opened: PhoneDatabase | null = null;

/** Keeps a value under a key; quietly does nothing where the browser forbids it. */
export async function keep(key: string, value: unknown): Promise<void> {
  try {
    const { kept } = await database();
    // Vue's proxies cannot be stored; what came as JSON goes as JSON.
    await kept.put({ key, value: JSON.parse(JSON.stringify(value)), at: new Date().toISOString() });
  } catch {
    // A phone without storage simply has nothing to show offline.
  }
}

/** What was kept, with its time; null when there is nothing. */
export async function recall<T>(key: string): Promise<{ value: T; at: string } | null> {
  try {
    const { kept } = await database();
    const row = await kept.get(key);
    // Only keep() writes here, with the type its caller recalls.
    return row ? { value: row.value as T, at: row.at } : null;
  } catch {
    return null;
  }
}

async function database(): Promise<PhoneDatabase> {
  const { PhoneDatabase: Made } = await import('./database');
  opened ??= new Made();
  return opened;
}

/** Forgets everything kept for reading; called when somebody logs out of this phone. */
export async function forgetKept(): Promise<void> {
  try {
    await (await database()).kept.clear();
  } catch {
    // Nothing was kept.
  }
}
