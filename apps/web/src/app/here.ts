import { type GridCardWire, type LocateWire } from '@ingrid/contract';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api } from '../api';
import { currentPlace, type Place } from '../map';

/** Where this phone is and who is in charge there; found once per visit. */
export const useHere = defineStore('here', () => {
  const place = ref<Place | null>(null);
  const card = ref<GridCardWire | null>(null);
  const searching = ref(true);
  let finding: Promise<void> | null = null;

  const worker = computed(
    () => card.value?.workers.find(({ phone }) => phone !== null) ?? card.value?.workers[0] ?? null,
  );
  const phone = computed(() => worker.value?.phone ?? card.value?.supervisionPhone ?? null);

  function find(): Promise<void> {
    finding ??= look().finally(() => (searching.value = false));
    return finding;
  }

  async function look(): Promise<void> {
    place.value = await currentPlace();
    if (!place.value) return;
    const found = await api
      .get<LocateWire>('/regions/locate', { ...place.value })
      .catch(() => null);
    if (found?.region?.level !== 'grid') return;
    card.value = await api.get<GridCardWire>(`/grids/${found.region.id}/card`).catch(() => null);
  }

  return { place, card, worker, phone, searching, find };
});
