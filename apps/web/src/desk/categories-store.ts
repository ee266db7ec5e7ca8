import { type CategoryTreeWire, type CategoryWire } from '@ingrid/contract';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { api } from '../api';

/** The category tree, fetched once for all office screens. */
export const useCategories = defineStore('desk-categories', () => {
  const items = shallowRef<CategoryWire[]>([]);
  let loading: Promise<void> | null = null;

  /** Once for all screens; `afresh` where the server knows of something that this tree lacks. */
  function load(afresh = false): Promise<void> {
    if (afresh) loading = null;
    loading ??= api
      .get<CategoryTreeWire>('/categories')
      .then((tree) => {
        items.value = tree.items;
      })
      .catch((error: unknown) => {
        loading = null;
        throw error;
      });
    return loading;
  }

  const byCode = computed(() => {
    const found = new Map<string, CategoryWire>();
    const walk = (nodes: readonly CategoryWire[]): void =>
      nodes.forEach((node) => {
        found.set(node.code, node);
        walk(node.children);
      });
    walk(items.value);
    return found;
  });

  return { items, byCode, load };
});
