import { type IncidentCountsWire, type IncidentRowWire, type RoomName } from '@ingrid/contract';
import { computed, ref, shallowRef, watch } from 'vue';
import { api } from '../../api';
import { useSession } from '../../api/session-store';
import { regionRooms } from '../../desk/rooms';
import { useFilters } from '../../desk/use-filters';
import { usePages } from '../../desk/use-pages';
import { useLiveReload } from '../../live';
import { HELD, queueOf } from './queues';

const FILTERS = [
  'queue',
  'query',
  'category',
  'region',
  'unit',
  'source',
  'sort',
  'map',
  'at',
] as const;

/** The desk's list: which queue, which row is current, which are selected. */
export function useBoard() {
  const session = useSession();
  const filters = useFilters(FILTERS);
  const counts = shallowRef<IncidentCountsWire | null>(null);
  const selected = ref(new Set<string>());
  const isHeld = computed(() => filters.values.value.queue === HELD);
  const query = computed(() => {
    const { query: words, category, region, unit, source, queue, sort } = filters.values.value;
    const narrow = { query: words, category, region, unit, source };
    return { ...narrow, ...queueOf(queue).query, sort: sort === 'reported' ? 'reported' : 'due' };
  });
  const pages = usePages<IncidentRowWire>(() => (isHeld.value ? null : '/incidents'), query);
  const currentId = computed<string | null>(() => filters.values.value.at || null);
  const index = computed(() => pages.items.value.findIndex(({ id }) => id === currentId.value));

  async function count(): Promise<void> {
    const { category, region, unit, source } = filters.values.value;
    counts.value = await api
      .get<IncidentCountsWire>('/incidents/counts', { category, region, unit, source })
      .catch(() => counts.value);
  }

  function go(id: string | null): void {
    filters.set({ at: id });
  }

  /** To the row below or above; at an end it stays. */
  function step(by: number): void {
    const rows = pages.items.value;
    if (rows.length === 0) return;
    const place = index.value < 0 ? (by > 0 ? 0 : rows.length - 1) : index.value + by;
    const row = rows[Math.min(rows.length - 1, Math.max(0, place))];
    if (row) go(row.id);
    if (place >= rows.length - 5) void pages.more();
  }

  /** What was dealt with leaves the queue; the next row becomes the current one. */
  function settled(ids: readonly string[]): void {
    const gone = new Set(ids);
    const rows = pages.items.value;
    const from = Math.max(0, index.value);
    const next = [...rows.slice(from), ...rows.slice(0, from).reverse()].find(
      ({ id }) => !gone.has(id),
    );
    if (currentId.value && gone.has(currentId.value)) go(next?.id ?? null);
    ids.forEach((id) => pages.remove(id));
    selected.value = new Set([...selected.value].filter((id) => !gone.has(id)));
    void count();
    if (pages.items.value.length < 20) void pages.refresh();
  }

  function toggle(id: string | null): void {
    if (!id) return;
    const next = new Set(selected.value);
    if (!next.delete(id)) next.add(id);
    selected.value = next;
  }

  async function refresh(): Promise<void> {
    await Promise.all([count(), isHeld.value ? undefined : pages.refresh()]);
  }

  watch(query, (now, before) => {
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    selected.value = new Set();
    void count();
  });
  // A queue opens on its first row, so that the desk can begin without a click.
  watch(pages.items, (rows) => {
    if (!currentId.value && rows[0] && window.innerWidth > 800) go(rows[0].id);
  });
  void count();
  const rooms = computed<RoomName[]>(() => regionRooms(session.me));
  useLiveReload(rooms, refresh, ({ subjectType }) => subjectType === 'incident');

  return {
    ...pages,
    filters,
    counts,
    selected,
    isHeld,
    query,
    currentId,
    index,
    go,
    step,
    settled,
    toggle,
    refresh,
  };
}
