import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/nearby',
      component: () => import('./pages/NearbyPage.vue'),
      meta: { title: { zh: '附近', en: 'Nearby' }, back: true },
    },
  ],
};
