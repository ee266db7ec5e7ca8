import { defineStore } from 'pinia';
import { ref } from 'vue';
import { newKey } from '../../api';
import { type Answers } from '../../intake/questions';
import { type Place } from '../../map';

/** What the operator gets to read out, and where it leads. */
export interface CallResult {
  kind: 'done' | 'joined';
  id: string;
  number: string;
  trackingCode: string | null;
  expectedAt: string | null;
  held: boolean;
}

/** The call at hand; it stays while the operator looks something up on another screen. */
export const useCall = defineStore('caller', () => {
  const phone = ref('');
  const name = ref('');
  const description = ref('');
  /** Chosen by hand; '' is "none on purpose", null: the proposal holds. */
  const categoryCode = ref<string | null>(null);
  const answers = ref<Answers>({});
  const place = ref<Place | null>(null);
  const address = ref('');
  /** Path of a region, where the place is known only in words. */
  const area = ref('');
  const result = ref<CallResult | null>(null);
  /** Number of the call before: callers ring back at once when they have not understood it. */
  const last = ref<Pick<CallResult, 'id' | 'number'> | null>(null);
  /** The same try may be sent twice when the network breaks; it arrives once. */
  const key = ref(newKey());

  function next(): void {
    if (result.value) last.value = result.value;
    result.value = null;
    phone.value = '';
    name.value = '';
    description.value = '';
    categoryCode.value = null;
    answers.value = {};
    place.value = null;
    address.value = '';
    area.value = '';
    key.value = newKey();
  }

  return {
    phone,
    name,
    description,
    categoryCode,
    answers,
    place,
    address,
    area,
    result,
    last,
    key,
    next,
  };
});
