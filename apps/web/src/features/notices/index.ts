import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/notices',
      component: () => import('./pages/NoticesPage.vue'),
      meta: { title: { zh: '通知', en: 'Notices' }, back: true, signedIn: true },
    },
  ],
};
