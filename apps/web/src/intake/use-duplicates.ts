import { type DuplicateWire } from '@ingrid/contract';
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { api } from '../api';
import { type Place } from '../map';

const QUIET_MS = 700;

/** What is already known near here and sounds alike; asked while the person writes, shown before sending. */
export function useDuplicates(
  place: Ref<Place | null>,
  words: Ref<string>,
  categoryCode: Ref<string | null>,
): Ref<DuplicateWire[]> {
  const found = ref<DuplicateWire[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  async function ask(): Promise<void> {
    const mine = ++latest;
    if (!place.value) {
      found.value = [];
      return;
    }
    const answer = await api
      .get<{ items: DuplicateWire[] }>('/incidents/duplicates', {
        lat: place.value.lat,
        lng: place.value.lng,
        categoryCode: categoryCode.value,
        text: words.value.trim().slice(0, 200),
      })
      .catch(() => ({ items: [] }));
    if (mine === latest) found.value = answer.items;
  }

  watch([place, words, categoryCode], () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), QUIET_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return found;
}
