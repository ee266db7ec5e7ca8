import L from 'leaflet';
import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { type MapHandle } from './map-context';

/** `[lng, lat, count]`: what the server counted itself because there are too many single points. */
export type CountCell = readonly [number, number, number];

/** Circles with numbers; a click goes closer, where single matters appear. */
export function useCountLayer(map: MapHandle, cells: MaybeRefOrGetter<readonly CountCell[]>): void {
  const group = L.layerGroup();

  function draw(): void {
    const target = map.value;
    group.clearLayers();
    if (!target) return;
    group.addTo(target);
    for (const [lng, lat, count] of toValue(cells)) {
      const size = 28 + Math.min(26, Math.log2(count + 1) * 3);
      const icon = L.divIcon({
        className: 'ingrid-cluster',
        html: String(count),
        iconSize: [size, size],
      });
      L.marker([lat, lng], { icon, alt: String(count) })
        .on('click', () => target.setView([lat, lng], target.getZoom() + 2))
        .addTo(group);
    }
  }

  watch([map, () => toValue(cells)], draw, { immediate: true });
  onScopeDispose(() => group.remove());
}
