import { defineAsyncComponent } from 'vue';

export type { Box, MapHandle, Place } from './map-context';
export type { GridCollection, GridProperties } from './use-grid-layer';
export type { MapPoint } from './use-incident-layer';
export { currentPlace, metresBetween } from './place';

/** The map with grids and matters; Leaflet is loaded when the first one is shown. */
export const IncidentMap = defineAsyncComponent(() => import('./IncidentMap.vue'));
