import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [{ path: '/', component: () => import('./pages/HomePage.vue') }],
};
