import {
  type CaseStandardWire,
  type CategoryWire,
  type MaintainedCategoriesWire,
  type MaintainedCategoryWire,
} from '@ingrid/contract';
import { computed, ref, shallowRef } from 'vue';
import { api, type Page } from '../../api';
import { useSession } from '../../api/session-store';
import { useCategories } from '../../desk/categories-store';

/** A category in the tree of this page. Distance and version are known to those only who maintain categories. */
export type CategoryNode = Omit<MaintainedCategoryWire, 'nearMetres' | 'version'> & {
  nearMetres: number | null;
  version: number | null;
  children: CategoryNode[];
};

/** All categories and case standards: with those out of use for whoever maintains them, else what is in use. */
export function useMaintained() {
  const session = useSession();
  const categories = useCategories();
  const mayManage = computed(() => session.may('category.manage', ''));
  const nodes = shallowRef<CategoryNode[]>([]);
  const standards = shallowRef<CaseStandardWire[]>([]);
  const fault = ref<unknown>(null);
  const ready = ref(false);
  const byCode = computed(() => new Map(nodes.value.map((node) => [node.code, node])));

  async function load(): Promise<void> {
    fault.value = null;
    try {
      const [found, { items }] = await Promise.all([
        mayManage.value ? maintained() : inUse(),
        api.get<Page<CaseStandardWire>>('/case-standards'),
      ]);
      nodes.value = nested(found);
      standards.value = items;
      ready.value = true;
    } catch (error) {
      fault.value = error;
    }
  }

  /** After a change; the pickers of the other screens shall offer the same. */
  async function refresh(): Promise<void> {
    await Promise.all([load(), categories.load(true).catch(() => undefined)]);
  }

  async function maintained(): Promise<CategoryNode[]> {
    const { items } = await api.get<MaintainedCategoriesWire>('/categories/maintained');
    return items.map((item) => ({ ...item, children: [] }));
  }

  async function inUse(): Promise<CategoryNode[]> {
    await categories.load();
    return [...categories.byCode.values()].map(asNode);
  }

  return { mayManage, nodes, standards, byCode, fault, ready, load, refresh };
}

function asNode({ code, name, family, parentCode, questions }: CategoryWire): CategoryNode {
  const unknown = { nearMetres: null, version: null };
  return { code, name, family, parentCode, questions, inUse: true, ...unknown, children: [] };
}

function nested(nodes: CategoryNode[]): CategoryNode[] {
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  for (const node of nodes) byCode.get(node.parentCode ?? '')?.children.push(node);
  return nodes;
}

/** A node and all below it. */
export function codesBelow(node: CategoryNode): string[] {
  return [node.code, ...node.children.flatMap(codesBelow)];
}
