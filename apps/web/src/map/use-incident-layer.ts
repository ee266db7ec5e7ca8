import { type ClockMark } from '@ingrid/contract';
import L from 'leaflet';
import Supercluster from 'supercluster';
import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { boxOf, type MapHandle } from './map-context';
import { MarkMarker } from './mark-shape';

export interface MapPoint {
  id: string;
  lat: number;
  lng: number;
  mark: ClockMark;
  title: string;
}

export interface IncidentLayerOptions {
  onSelect?: (id: string) => void;
  selected?: MaybeRefOrGetter<string | null>;
  /** Points this close (in pixels) become one circle with a number; 0 draws each by itself. */
  gather?: number;
}

type Cluster = Supercluster.ClusterFeature<Supercluster.AnyProps>;
type Single = Supercluster.PointFeature<MapPoint>;

/** Matters as canvas circles, gathered where they would cover each other. Ten thousand points stay smooth. */
export function useIncidentLayer(
  map: MapHandle,
  points: MaybeRefOrGetter<readonly MapPoint[]>,
  options: IncidentLayerOptions = {},
): { pulse: (id: string) => void } {
  const group = L.layerGroup();
  const index = new Supercluster<MapPoint>({ radius: options.gather ?? 46, maxZoom: 17 });
  let watched: L.Map | null = null;

  function load(): void {
    index.load(
      toValue(points).map((point) => ({
        type: 'Feature',
        properties: point,
        geometry: { type: 'Point', coordinates: [point.lng, point.lat] },
      })),
    );
    draw();
  }

  function draw(): void {
    const target = map.value;
    group.clearLayers();
    if (!target) return;
    for (const feature of index.getClusters(boxOf(target), Math.round(target.getZoom()))) {
      if (isCluster(feature)) group.addLayer(circleOfMany(target, feature));
      else group.addLayer(one(feature.properties));
    }
  }

  function one(point: MapPoint): L.Layer {
    const chosen = point.id === toValue(options.selected);
    const marker = new MarkMarker(point, point.mark, chosen ? 12 : 8);
    marker.bindTooltip(textOnly(point.title), { direction: 'top', offset: [0, -8] });
    marker.on('click', (event) => {
      L.DomEvent.stopPropagation(event);
      options.onSelect?.(point.id);
    });
    return marker;
  }

  function circleOfMany(target: L.Map, feature: Cluster): L.Layer {
    const [lng = 0, lat = 0] = feature.geometry.coordinates;
    const count = feature.properties.point_count;
    const size = 30 + Math.min(18, Math.log2(count) * 3);
    const icon = L.divIcon({
      className: 'ingrid-cluster',
      html: textOnly(String(feature.properties.point_count_abbreviated)),
      iconSize: [size, size],
    });
    return L.marker([lat, lng], { icon, alt: String(count) }).on('click', () =>
      target.setView([lat, lng], index.getClusterExpansionZoom(feature.properties.cluster_id)),
    );
  }

  /** A new matter shows itself once. */
  function pulse(id: string): void {
    const point = toValue(points).find((each) => each.id === id);
    if (!point || !map.value) return;
    const ring = L.marker(point, {
      icon: L.divIcon({ className: 'ingrid-pulse', iconSize: [44, 44] }),
      interactive: false,
      keyboard: false,
    }).addTo(map.value);
    setTimeout(() => ring.remove(), 1600);
  }

  watch(
    map,
    (target) => {
      watched?.off('moveend', draw);
      group.remove();
      watched = target;
      if (!target) return;
      group.addTo(target);
      target.on('moveend', draw);
    },
    { immediate: true },
  );
  watch([map, () => toValue(points)], load, { immediate: true });
  watch(() => toValue(options.selected), draw);
  onScopeDispose(() => {
    watched?.off('moveend', draw);
    group.remove();
  });
  return { pulse };
}

function isCluster(feature: Cluster | Single): feature is Cluster {
  return 'cluster' in feature.properties && feature.properties['cluster'] === true;
}

// Leaflet takes strings as HTML; people's words are never HTML.
function textOnly(words: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = words;
  return span;
}
