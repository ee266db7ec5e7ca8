import { type LocateWire, type RegionNodeWire } from '@ingrid/contract';
import { computed, onMounted, ref, shallowRef, watch } from 'vue';
import { api, type Page } from '../../api';
import { useSession } from '../../api/session-store';
import { type Box, type GridCollection } from '../../map';
import { pathOf } from './call-request';
import { useCall } from './call';

/** Where the call belongs: the grid of a picked point, or a chosen region; and what the map shows meanwhile. */
export function useWhere() {
  const call = useCall();
  const session = useSession();
  const located = ref<LocateWire | null>(null);
  const grids = shallowRef<GridCollection | null>(null);
  const mayAt = (path: string): boolean => session.may('incident.report_for', path);

  /** The operator's own area, where she has just one: most calls come from there. */
  const own = computed(() => {
    const paths = session.me?.allowed.find(({ verb }) => verb === 'incident.report_for')?.paths;
    return paths?.length === 1 ? (paths[0] ?? '') : '';
  });
  const placePath = computed(() => (located.value ? pathOf(located.value) : null));
  const bounds = computed(() => boxOf(grids.value));

  watch(
    () => call.place,
    async (now) => {
      located.value = null;
      if (!now) return;
      const { lat, lng } = now;
      const answer = await api.get<LocateWire>('/regions/locate', { lat, lng }).catch(() => null);
      if (call.place === now) located.value = answer;
    },
    { immediate: true },
  );
  watch(
    () => call.area || own.value,
    async (region) => {
      const drawn = await api.get<GridCollection>('/grids.geojson', { region }).catch(() => null);
      if (region === (call.area || own.value)) grids.value = drawn ?? grids.value;
    },
    { immediate: true },
  );

  /** Call at the beginning of a call. */
  function begin(): void {
    if (call.area === '') call.area = own.value;
  }
  onMounted(begin);

  /** The id of the chosen region; null where none is chosen. @throws when the server cannot be asked */
  async function regionId(): Promise<string | null> {
    if (call.place || call.area === '') return null;
    const query = call.area.split('.').at(-1) ?? '';
    const { items } = await api.get<Page<RegionNodeWire>>('/regions', { query, limit: 50 });
    return items.find(({ path }) => path === call.area)?.id ?? null;
  }

  return { located, placePath, grids, bounds, mayAt, begin, regionId };
}

/** Around all grids; null where there is none, so that the map opens where the installation says. */
function boxOf(drawn: GridCollection | null): Box | null {
  const points = (drawn?.features ?? []).flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2),
  );
  if (points.length === 0) return null;
  const lngs = points.map(([lng = 0]) => lng);
  const lats = points.map(([, lat = 0]) => lat);
  return [
    lngs.reduce((a, b) => Math.min(a, b)),
    lats.reduce((a, b) => Math.min(a, b)),
    lngs.reduce((a, b) => Math.max(a, b)),
    lats.reduce((a, b) => Math.max(a, b)),
  ];
}

export type Where = ReturnType<typeof useWhere>;
