import type { GridFeature } from '../read/feature.js';

/* Small GeoJSON files for tests. */

export const SQUARE = [
  [113.9, 22.5],
  [113.91, 22.5],
  [113.91, 22.51],
  [113.9, 22.51],
  [113.9, 22.5],
];
export const BOW_TIE = [
  [113.9, 22.5],
  [113.91, 22.51],
  [113.91, 22.5],
  [113.9, 22.52],
  [113.9, 22.5],
];

export function feature(ring: unknown, properties: unknown = { name: '一格' }): unknown {
  return { type: 'Feature', id: 7, properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

export function collection(features: unknown[], more: object = {}): string {
  return JSON.stringify({ type: 'FeatureCollection', ...more, features });
}

export function codes(read: GridFeature | undefined): string[] {
  return read?.findings.map(({ code }) => code) ?? [];
}
