import { type LocateWire } from '@ingrid/contract';
import { onMounted, ref, watch, type Ref } from 'vue';
import { api } from '../../api';
import { currentPlace, type Place } from '../../map';

export type PlaceState = 'searching' | 'found' | 'picked' | 'unknown';

/** Finds where the phone is and in which grid that lies; a place tapped on the map is not overwritten. */
export function usePlace(place: Ref<Place | null>) {
  const state = ref<PlaceState>(place.value ? 'picked' : 'searching');
  const where = ref<LocateWire | null>(null);

  // Asked again after waiting: the person may have tapped the map meanwhile.
  const isPicked = (): boolean => state.value === 'picked';

  async function here(): Promise<void> {
    state.value = 'searching';
    const found = await currentPlace();
    if (isPicked()) return;
    if (found) place.value = found;
    state.value = found ? 'found' : 'unknown';
  }

  function pick(picked: Place): void {
    state.value = 'picked';
    place.value = picked;
  }

  watch(
    place,
    async (now) => {
      where.value = null;
      if (!now) return;
      const answer = await api
        .get<LocateWire>('/regions/locate', { lat: now.lat, lng: now.lng })
        .catch(() => null);
      if (place.value === now) where.value = answer;
    },
    { immediate: true },
  );
  onMounted(() => {
    if (!place.value) void here();
  });

  return { state, where, here, pick };
}
