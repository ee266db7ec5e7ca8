import L from 'leaflet';
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { api } from '../api';
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
    const { tileUrl, attribution, baseGeoJsonUrl, bounds, center } = store.config;
    if (map.value !== target) return;
    if (showWhole()) {
      if (bounds)
        target.fitBounds(
          [
            [bounds[1], bounds[0]],
            [bounds[3], bounds[2]],
          ],
          { animate: false },
        );
      else if (center) target.setView(center, target.getZoom());
    }
    layer?.remove();
    layer = null;
    if (tileUrl) {
      layer = L.tileLayer(tileUrl, { maxZoom: 20, attribution: attribution ?? '' });
    } else if (baseGeoJsonUrl) {
      layer = await streets(baseGeoJsonUrl, attribution).catch(() => null);
    }
    hasBase.value = layer !== null;
    if (layer && map.value === target) layer.addTo(target);
  }

  watch(map, (target) => target && void lay(target), { immediate: true });
  onScopeDispose(() => layer?.remove());
  return { hasBase };
}

/** Streets and houses as quiet lines; the file lies on our own server. */
async function streets(url: string, attribution: string | null): Promise<L.Layer> {
  const path = url.replace(/^\/api\/v1/, '');
  const data = await api.get<GeoJSON.FeatureCollection>(path);
  return L.geoJSON(data, {
    interactive: false,
    attribution: attribution ?? '',
    style: (feature) => ({
      color: '#b9b2a4',
      weight: feature?.geometry.type.endsWith('LineString') ? 1.6 : 0.6,
      fillColor: '#ddd7ca',
      fillOpacity: 0.6,
    }),
  });
}
