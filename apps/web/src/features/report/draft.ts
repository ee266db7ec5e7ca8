import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { type Answers } from '../../intake/questions';
import { type Place } from '../../map';

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
