import { computed, onMounted } from 'vue';
import { useCategories } from '../../desk/categories-store';
import { propose } from '../../intake/propose';
import { useCall } from './call';

/** The category of the call: chosen, or what the words sound like; and what it asks for in addition. */
export function useKind() {
  const call = useCall();
  const categories = useCategories();
  const proposals = computed(() => propose(call.description, categories.items));
  const code = computed(() =>
    call.categoryCode === null ? (proposals.value[0]?.code ?? null) : call.categoryCode || null,
  );
  const questions = computed(() =>
    code.value === null ? [] : (categories.byCode.get(code.value)?.questions ?? []),
  );
  const others = computed(() => proposals.value.filter((each) => each.code !== code.value));

  onMounted(() => void categories.load().catch(() => undefined));
  return { code, questions, others };
}

export type Kind = ReturnType<typeof useKind>;
