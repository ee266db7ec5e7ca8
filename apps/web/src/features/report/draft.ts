import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { type Answers } from '../../intake/questions';
import { type Place } from '../../map';
import { type restoredFrom } from './restored';

export type Filled = ReturnType<typeof restoredFrom>;

/** What somebody has filled in so far; it stays while she looks something up on another screen. */
export const useDraft = defineStore('report-draft', () => {
  const photos = ref<Blob[]>([]);
  const place = ref<Place | null>(null);
  const address = ref('');
  const description = ref('');
  /** Chosen by hand; null: the proposal holds. */
  const categoryCode = ref<string | null>(null);
  const answers = ref<Answers>({});
  const name = ref('');
  const phone = ref(read());
  const onSpot = ref(false);
  const after = ref<Blob[]>([]);
  const doneWords = ref('');
  const empty = computed(() => photos.value.length === 0 && description.value.trim() === '');

  function clear(): void {
    remember(phone.value);
    photos.value = [];
    after.value = [];
    place.value = null;
    address.value = '';
    description.value = '';
    doneWords.value = '';
    categoryCode.value = null;
    answers.value = {};
    onSpot.value = false;
  }

  /** Takes up again what was filled in before; the remembered phone stays where none was sent along. */
  function restore(filled: Filled): void {
    photos.value = [...filled.photos];
    after.value = [...filled.after];
    place.value = filled.place;
    address.value = filled.address;
    description.value = filled.description;
    doneWords.value = filled.doneWords;
    categoryCode.value = filled.categoryCode;
    answers.value = filled.answers;
    onSpot.value = filled.onSpot;
    name.value = filled.name || name.value;
    phone.value = filled.phone || phone.value;
  }

  return {
    photos,
    place,
    address,
    description,
    categoryCode,
    answers,
    name,
    phone,
    onSpot,
    after,
    doneWords,
    empty,
    clear,
    restore,
  };
});

const KEY = 'ingrid.phone';

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

// So that nobody types her number twice on her own phone.
function remember(phone: string): void {
  try {
    localStorage.setItem(KEY, phone);
  } catch {
    // Then it is typed again.
  }
}
