import { computed, shallowRef, type ComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryValue } from 'vue-router';

export interface Filters<K extends string> {
  values: ComputedRef<Record<K, string>>;
  /** Empty values leave the URL. */
  set: (changes: Partial<Record<K, string | null | undefined>>) => void;
  clear: () => void;
  /** How many of them narrow the list now. */
  active: ComputedRef<number>;
}

/** Filters live in the URL, so that a list can be sent to a colleague and comes back as it was. */
export function useFilters<K extends string>(names: readonly K[]): Filters<K> {
  const route = useRoute();
  const router = useRouter();
  // What was just set counts at once: the URL follows only after a navigation, and keys are pressed faster than that.
  const pending = shallowRef<Record<string, string> | null>(null);
  let scheduled = false;

  const values = computed(() => {
    const query = pending.value ?? present(route.query);
    const found = {} as Record<K, string>;
    for (const name of names) found[name] = query[name] ?? '';
    return found;
  });
  const active = computed(() => names.filter((name) => values.value[name] !== '').length);

  function set(changes: Partial<Record<K, string | null | undefined>>): void {
    const next = { ...(pending.value ?? present(route.query)) };
    for (const [name, value] of Object.entries<string | null | undefined>(changes)) {
      if (value) next[name] = value;
      else delete next[name];
    }
    pending.value = next;
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => void follow());
  }

  async function follow(): Promise<void> {
    scheduled = false;
    const query = pending.value;
    if (query) await router.replace({ query });
    if (pending.value === query) pending.value = null;
  }

  function clear(): void {
    set(Object.fromEntries(names.map((name) => [name, null])) as Partial<Record<K, null>>);
  }

  return { values, set, clear, active };
}

function present(
  query: Record<string, LocationQueryValue | LocationQueryValue[]>,
): Record<string, string> {
  return Object.fromEntries(
    Object.keys(query)
      .map((name): [string, string] => [name, first(query[name])])
      .filter(([, value]) => value !== ''),
  );
}

function first(value: LocationQueryValue | LocationQueryValue[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
