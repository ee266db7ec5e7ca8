import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { api, queryString, type Page, type Query } from '../api';

const MOST = 100;

/**
 * A list that the server gives in keyset pages. `path` null means "not yet". Changes of path or query start again;
 * `refresh` fetches what is shown without emptying the screen.
 */
export function usePages<T extends { id: string }>(
  path: MaybeRefOrGetter<string | null>,
  query: MaybeRefOrGetter<Query> = {},
  limit = 50,
) {
  const items = shallowRef<T[]>([]);
  const cursor = ref<string | null>(null);
  const loading = ref(false);
  const fault = ref<unknown>(null);
  let running: AbortController | null = null;

  async function fetchPage(size: number, after: string | null): Promise<Page<T> | null> {
    const where = toValue(path);
    if (where === null) return null;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    loading.value = true;
    try {
      const page = await api.get<Page<T>>(
        where,
        { ...toValue(query), cursor: after, limit: size },
        mine.signal,
      );
      fault.value = null;
      return page;
    } catch (error) {
      if (!mine.signal.aborted) fault.value = error;
      return null;
    } finally {
      if (running === mine) loading.value = false;
    }
  }

  async function reload(): Promise<void> {
    items.value = [];
    cursor.value = null;
    await take(limit);
  }

  async function refresh(): Promise<void> {
    await take(Math.min(MOST, Math.max(limit, items.value.length)));
  }

  async function take(size: number): Promise<void> {
    const page = await fetchPage(size, null);
    if (!page) return;
    items.value = page.items;
    cursor.value = page.nextCursor ?? null;
  }

  async function more(): Promise<void> {
    if (!cursor.value || loading.value) return;
    const page = await fetchPage(limit, cursor.value);
    if (!page) return;
    const known = new Set(items.value.map((item) => item.id));
    items.value = [...items.value, ...page.items.filter((item) => !known.has(item.id))];
    cursor.value = page.nextCursor ?? null;
  }

  function remove(id: string): void {
    items.value = items.value.filter((item) => item.id !== id);
  }

  watch(
    () => `${toValue(path) ?? ''}${queryString(toValue(query))}`,
    () => void reload(),
    { immediate: true },
  );
  onScopeDispose(() => running?.abort());
  return { items, cursor, loading, fault, reload, refresh, more, remove };
}
