import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/map',
      component: () => import('./pages/WorkerMap.vue'),
      meta: {
        title: { zh: '地图', en: 'Map' },
        signedIn: true,
        verbs: ['incident.read'],
        full: true,
      },
    },
  ],
};
