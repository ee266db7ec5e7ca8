import type { Map as LeafletMap } from 'leaflet';
import { type ShallowRef } from 'vue';

/** Leaflet's own object, never made reactive inside; null until the element is on the page. */
export type MapHandle = Readonly<ShallowRef<LeafletMap | null>>;

/** west, south, east, north */
export type Box = [number, number, number, number];

export interface Place {
  lat: number;
  lng: number;
}

export function boxOf(map: LeafletMap): Box {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}
