import {
  type IncidentCountsWire,
  type IncidentPointsWire,
  type LiveActivityWire,
  type RoomName,
} from '@ingrid/contract';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { api } from '../../api';
import { useSession } from '../../api/session-store';
import { regionRooms } from '../../desk/rooms';
import { useFilters } from '../../desk/use-filters';
import { useLive } from '../../live';
import { type Box, type GridCollection, type MapPoint } from '../../map';
import { boxOf, gridStatus, withMarks } from './grid-marks';

const DAY = 86_400_000;
const GATHER_MS = 500;

/** What the live map shows: grids, points of the window, counts; all of it fetched again when something happens. */
export function useOverview(pulse: (id: string) => void) {
  const { t } = useI18n();
  const session = useSession();
  const filters = useFilters([
    'state',
    'clock',
    'category',
    'region',
    'days',
    'grid',
    'incident',
    'view',
    'hide',
  ] as const);
  const counts = shallowRef<IncidentCountsWire | null>(null);
  const wire = shallowRef<IncidentPointsWire | null>(null);
  const drawn = shallowRef<GridCollection | null>(null);
  const fault = ref<unknown>(null);
  const loading = ref(false);
  const box = shallowRef<Box | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fresh: string[] = [];

  const narrow = computed(() => {
    const { state, clock, category, region, days } = filters.values.value;
    const from = days
      ? new Date(Date.now() - Number(days) * DAY).toISOString().slice(0, 14) + '00:00Z'
      : '';
    return { state: state || 'open', clock, category, region, from };
  });
  const points = computed<MapPoint[]>(() =>
    (wire.value?.points ?? []).map(([id, lng, lat, state, mark]) => ({
      id,
      lng,
      lat,
      mark: wire.value?.marks[mark] ?? 'on_time',
      title: t(`desk.states.${wire.value?.states[state] ?? 'open'}`),
    })),
  );
  const status = computed(() => (drawn.value ? gridStatus(drawn.value, points.value) : new Map()));
  const grids = computed(() => (drawn.value ? withMarks(drawn.value, status.value) : null));
  /** Around all grids: where the map opens when the installation names no place. */
  const extent = computed<Box | null>(() => {
    const polygons = (drawn.value?.features ?? []).flatMap(({ geometry }) =>
      geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    );
    return polygons.length > 0 ? boxOf(polygons) : null;
  });

  async function loadPoints(): Promise<void> {
    loading.value = true;
    try {
      const bbox = box.value?.map((each) => each.toFixed(6)).join();
      const { region } = filters.values.value;
      [wire.value, counts.value] = await Promise.all([
        api.get<IncidentPointsWire>('/incidents/points', { ...narrow.value, bbox }),
        api.get<IncidentCountsWire>('/incidents/counts', { region }),
      ]);
      fault.value = null;
      fresh.forEach(pulse);
      fresh = [];
    } catch (error) {
      fault.value = error;
    } finally {
      loading.value = false;
    }
  }

  async function loadGrids(): Promise<void> {
    const { region } = filters.values.value;
    drawn.value = await api.get<GridCollection>('/grids.geojson', { region }).catch(() => null);
  }

  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void loadPoints(), GATHER_MS);
  }

  function moved(now: Box): void {
    box.value = now;
    soon();
  }

  function hear({ type, subjectType, subjectId }: LiveActivityWire): void {
    if (type === 'grid.published' || type === 'region.imported') void loadGrids();
    if (subjectType !== 'incident') return;
    if (type === 'incident.reported') fresh.push(subjectId);
    soon();
  }

  watch(narrow, (now, before) => JSON.stringify(now) !== JSON.stringify(before) && soon());
  watch(() => filters.values.value.region, loadGrids, { immediate: true });
  void loadPoints();
  const rooms = computed<RoomName[]>(() => regionRooms(session.me));
  useLive(rooms, hear, soon);
  onScopeDispose(() => clearTimeout(timer));
  return {
    filters,
    narrow,
    counts,
    wire,
    points,
    grids,
    status,
    extent,
    fault,
    loading,
    moved,
    loadPoints,
  };
}
