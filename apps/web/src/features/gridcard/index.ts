import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/grid/:id',
      component: () => import('./pages/GridCardPage.vue'),
      props: true,
      meta: { title: { zh: '网格公示卡', en: 'Grid card' }, back: true },
    },
  ],
};
