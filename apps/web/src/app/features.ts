import { type RouteRecordRaw } from 'vue-router';
import { type DeskEntry, type Feature } from './feature';

// A feature is composed by being there: a new folder needs no line here.
const doors = import.meta.glob<{ feature: Feature }>('../features/*/index.ts', { eager: true });

const features = Object.entries(doors).map(([path, door]) => ({
  name: path.split('/').at(-2) ?? '',
  feature: door.feature,
}));

export const featureRoutes: RouteRecordRaw[] = features.flatMap(({ name, feature }) =>
  feature.routes.map((route) => ({ ...route, meta: { ...route.meta, feature: name } })),
);

/** The office's rail, from above. */
export const deskEntries: readonly DeskEntry[] = features
  .flatMap(({ feature }) => feature.desk ?? [])
  .sort((a, b) => a.order - b.order);
