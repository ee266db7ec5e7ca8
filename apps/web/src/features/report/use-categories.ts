import { type CategoryTreeWire, type CategoryWire } from '@ingrid/contract';
import { computed, onMounted, ref, type Ref } from 'vue';
import { api } from '../../api';
import { keep, recall } from '../../offline';
import { leavesOf, propose } from './propose';

const KEPT = 'categories';

/** The category tree, also without a network, and what the words sound like. */
export function useCategories(words: Ref<string>, chosen: Ref<string | null>) {
  const tree = ref<CategoryWire[]>([]);
  const proposals = computed(() => propose(words.value, tree.value));
  const code = computed(() => chosen.value ?? proposals.value[0]?.code ?? null);
  const name = computed(
    () => leavesOf(tree.value).find((leaf) => leaf.code === code.value)?.name ?? null,
  );

  onMounted(async () => {
    try {
      tree.value = (await api.get<CategoryTreeWire>('/categories')).items;
      void keep(KEPT, tree.value);
    } catch {
      tree.value = (await recall<CategoryWire[]>(KEPT))?.value ?? [];
    }
  });

  return { tree, proposals, code, name };
}
