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
  return config.baseGeoJsonUrl ? new StreetsLayer(config.baseGeoJsonUrl, attribution) : null;
}

/** Under the grids and matters, whatever arrives first. */
const PANE = 'streets';
const QUIET_MS = 250;
/** A little more than the window is asked for, so that a short move needs no request. */
const MARGIN = 0.25;
/** Houses further out would be dust. */
const LEAST_ZOOM = 13;

/** Streets and houses of the shown part as quiet lines; the data lies on our own server. */
class StreetsLayer extends L.LayerGroup {
  private readonly url: string;
  private covered: L.LatLngBounds | null = null;
  private coveredZoom = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private map: L.Map | null = null;
  private readonly words: string;

  constructor(url: string, attribution: string) {
    super();
    this.url = url.replace(/^\/api\/v1/, '');
    this.words = attribution;
  }

  override getAttribution(): string {
    return this.words;
  }

  override onAdd(map: L.Map): this {
    super.onAdd(map);
    this.map = map;
    if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = '300';
    map.on('moveend', this.later, this);
    void this.load();
    return this;
  }

  override onRemove(map: L.Map): this {
    clearTimeout(this.timer);
    map.off('moveend', this.later, this);
    this.map = null;
    return super.onRemove(map);
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), QUIET_MS);
  }

  private async load(): Promise<void> {
    const map = this.map;
    if (!map || map.getZoom() < LEAST_ZOOM || this.isCovered(map)) return;
    const bounds = map.getBounds().pad(MARGIN);
    const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const bbox = sides.map((side) => side.toFixed(6)).join();
    const zoom = Math.round(map.getZoom());
    const data = await api
      .get<GeoJSON.FeatureCollection>(this.url, { bbox, zoom })
      .catch(() => null);
    if (!data || this.map !== map) return;
    this.covered = bounds;
    this.coveredZoom = zoom;
    this.clearLayers();
    this.addLayer(L.geoJSON(data, { pane: PANE, interactive: false, style: quiet }));
  }

  private isCovered(map: L.Map): boolean {
    return (
      this.coveredZoom === Math.round(map.getZoom()) &&
      this.covered?.contains(map.getBounds()) === true
    );
  }
}

function quiet(feature?: GeoJSON.Feature): L.PathOptions {
  const isLine = feature?.geometry.type.endsWith('LineString') ?? false;
  return {
    color: '#b9b2a4',
    weight: isLine ? 1.6 : 0.6,
    fill: !isLine,
    fillColor: '#ddd7ca',
    fillOpacity: 0.6,
  };
}
