import { computed, type ComputedRef } from 'vue';
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
  let next: Record<string, string> | null = null;

  const values = computed(() => {
    const found = {} as Record<K, string>;
    for (const name of names) found[name] = first(route.query[name]);
    return found;
  });
  const active = computed(() => names.filter((name) => values.value[name] !== '').length);

  // Two changes in one tick must not overwrite each other: the URL follows only after a navigation.
  function set(changes: Partial<Record<K, string | null | undefined>>): void {
    next ??= present(route.query);
    for (const [name, value] of Object.entries<string | null | undefined>(changes)) {
      if (value) next[name] = value;
      else delete next[name];
    }
    const query = next;
    queueMicrotask(() => {
      next = null;
      void router.replace({ query });
    });
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
