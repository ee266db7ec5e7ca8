import {
  type IncidentDetailWire,
  type MoveWire,
  type RoomName,
  type TimelineEntryWire,
} from '@ingrid/contract';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { api, type Page } from '../../api';
import { useLiveReload } from '../../live';

/** One matter with its timeline and the moves open to me; fetched again when something happens to it. */
export function useIncident(id: Ref<string | null>) {
  const detail = shallowRef<IncidentDetailWire | null>(null);
  const timeline = shallowRef<TimelineEntryWire[]>([]);
  const moves = shallowRef<MoveWire[]>([]);
  const fault = ref<unknown>(null);
  const loading = ref(false);

  async function load(): Promise<void> {
    const wanted = id.value;
    if (!wanted) return;
    loading.value = true;
    try {
      const [one, entries, open] = await Promise.all([
        api.get<IncidentDetailWire>(`/incidents/${wanted}`),
        api.get<Page<TimelineEntryWire>>(`/incidents/${wanted}/timeline`, { limit: 100 }),
        api.get<MoveWire[] | { items: MoveWire[] }>(`/incidents/${wanted}/moves`),
      ]);
      if (id.value !== wanted) return;
      detail.value = one;
      timeline.value = Array.isArray(entries) ? entries : entries.items;
      moves.value = Array.isArray(open) ? open : open.items;
      fault.value = null;
    } catch (error) {
      if (id.value === wanted) fault.value = error;
    } finally {
      if (id.value === wanted) loading.value = false;
    }
  }

  watch(
    id,
    () => {
      if (detail.value?.id !== id.value) {
        detail.value = null;
        timeline.value = [];
        moves.value = [];
      }
      fault.value = null;
      void load();
    },
    { immediate: true },
  );
  const rooms = computed<RoomName[]>(() => (id.value ? [`incident:${id.value}`] : []));
  useLiveReload(rooms, load, (activity) => activity.subjectId === id.value);
  return { detail, timeline, moves, fault, loading, load };
}
