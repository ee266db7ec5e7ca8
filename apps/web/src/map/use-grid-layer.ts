import L from 'leaflet';
import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { type MapHandle } from './map-context';

export interface GridProperties {
  id: string;
  name: string;
  code?: string;
  path?: string;
  /** Status of the fill; absent: neutral. */
  mark?: string;
}
export type GridCollection = GeoJSON.FeatureCollection<
  GeoJSON.Polygon | GeoJSON.MultiPolygon,
  GridProperties
>;

export interface GridLayerOptions {
  onSelect?: (grid: GridProperties) => void;
  selected?: MaybeRefOrGetter<string | null>;
}

const FILLS: Record<string, string> = {
  on_time: '#1f7a3d',
  approaching: '#d08a00',
  overdue: '#b3261e',
  paused: '#5f6368',
};
const ACCENT = '#0e5c63';

/** Grids as thin lines with a light fill; a name is shown only where it fits into its grid. */
export function useGridLayer(
  map: MapHandle,
  grids: MaybeRefOrGetter<GridCollection | null>,
  options: GridLayerOptions = {},
): void {
  let layer: L.GeoJSON | null = null;
  let watched: L.Map | null = null;

  const style = (feature?: GeoJSON.Feature): L.PathOptions => {
    const mark: unknown = feature?.properties?.['mark'];
    const chosen = feature?.properties?.['id'] === toValue(options.selected);
    return {
      color: ACCENT,
      weight: chosen ? 3 : 1,
      opacity: chosen ? 1 : 0.65,
      fillColor: typeof mark === 'string' ? (FILLS[mark] ?? ACCENT) : ACCENT,
      fillOpacity: chosen ? 0.2 : 0.06,
    };
  };

  function draw(): void {
    layer?.remove();
    layer = null;
    const target = map.value;
    const data = toValue(grids);
    if (!target || !data) return;
    layer = L.geoJSON(data, {
      style,
      onEachFeature: (feature, each) => {
        // The collection's type says that its features carry GridProperties.
        const grid = feature.properties as GridProperties;
        each.on('click', () => options.onSelect?.(grid));
      },
    }).addTo(target);
    layer.bringToBack();
    label();
  }

  function label(): void {
    const target = map.value;
    if (!target || !layer) return;
    layer.eachLayer((each) => {
      if (!(each instanceof L.Polygon)) return;
      each.unbindTooltip();
      const name: unknown = each.feature?.properties?.name;
      if (typeof name !== 'string' || !fits(target, each, name)) return;
      each.bindTooltip(name, { permanent: true, direction: 'center', className: 'ingrid-label' });
    });
  }

  watch(
    map,
    (target) => {
      watched?.off('zoomend', label);
      watched = target;
      target?.on('zoomend', label);
    },
    { immediate: true },
  );
  watch([map, () => toValue(grids)], draw, { immediate: true });
  watch(
    () => toValue(options.selected),
    () => layer?.setStyle(style),
  );
  onScopeDispose(() => {
    watched?.off('zoomend', label);
    layer?.remove();
  });
}

function fits(map: L.Map, polygon: L.Polygon, name: string): boolean {
  const bounds = polygon.getBounds();
  const a = map.latLngToContainerPoint(bounds.getNorthWest());
  const b = map.latLngToContainerPoint(bounds.getSouthEast());
  // 12-px type, two lines at most.
  return b.x - a.x > Math.min(name.length, 8) * 13 && b.y - a.y > 34;
}
