import L from 'leaflet';
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { api, type ConfigWire } from '../api';
import { useConfig } from '../api/config-store';
import { type MapHandle } from './map-context';

/**
 * The base of the map as the installation says: tiles, a GeoJSON of streets and houses, or none at all. Also shows the
 * installation's own area when nobody asked for another one.
 */
export function useBaseLayer(map: MapHandle, showWhole: () => boolean): { hasBase: Ref<boolean> } {
  const store = useConfig();
  const hasBase = ref(true);
  let layer: L.Layer | null = null;

  async function lay(target: L.Map): Promise<void> {
    await store.load();
    if (map.value !== target) return;
    if (showWhole()) showArea(target, store.config);
    layer?.remove();
    layer = await baseOf(store.config);
    hasBase.value = layer !== null;
    if (layer && map.value === target) layer.addTo(target);
  }

  watch(map, (target) => target && void lay(target), { immediate: true });
  onScopeDispose(() => layer?.remove());
  return { hasBase };
}

function showArea(target: L.Map, { bounds, center }: ConfigWire): void {
  if (bounds) {
    const [west, south, east, north] = bounds;
    target.fitBounds(L.latLngBounds([south, west], [north, east]), { animate: false });
  } else if (center) target.setView(center, target.getZoom());
}

async function baseOf(config: ConfigWire): Promise<L.Layer | null> {
  const attribution = config.attribution ?? '';
  if (config.tileUrl) return L.tileLayer(config.tileUrl, { maxZoom: 20, attribution });
  if (!config.baseGeoJsonUrl) return null;
  return streets(config.baseGeoJsonUrl, attribution).catch(() => null);
}

/** Streets and houses as quiet lines; the file lies on our own server. */
async function streets(url: string, attribution: string): Promise<L.Layer> {
  const path = url.replace(/^\/api\/v1/, '');
  const data = await api.get<GeoJSON.FeatureCollection>(path);
  return L.geoJSON(data, {
    interactive: false,
    attribution,
    style: (feature) => ({
      color: '#b9b2a4',
      weight: feature?.geometry.type.endsWith('LineString') ? 1.6 : 0.6,
      fillColor: '#ddd7ca',
      fillOpacity: 0.6,
    }),
  });
}
