import { type CategoryTreeWire, type CategoryWire } from '@ingrid/contract';
import { computed, onMounted, ref, type Ref } from 'vue';
import { api } from '../../api';
import { propose } from '../../intake/propose';
import { questionsOf } from '../../intake/questions';
import { keep, recall } from '../../offline';

const KEPT = 'categories';

/** The category tree, also without a network, what the words sound like, and what the kind asks for in addition. */
export function useCategories(words: Ref<string>, chosen: Ref<string | null>) {
  const tree = ref<CategoryWire[]>([]);
  const proposals = computed(() => propose(words.value, tree.value));
  const code = computed(() => chosen.value ?? proposals.value[0]?.code ?? null);
  const questions = computed(() => questionsOf(tree.value, code.value));

  async function load(): Promise<void> {
    try {
      tree.value = (await api.get<CategoryTreeWire>('/categories')).items;
      void keep(KEPT, tree.value);
    } catch {
      if (tree.value.length === 0) {
        tree.value = (await recall<CategoryWire[]>(KEPT))?.value ?? [];
      }
    }
  }
  onMounted(load);

  return { tree, proposals, code, questions, load };
}
