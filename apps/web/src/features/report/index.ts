import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/report',
      component: () => import('./pages/ReportPage.vue'),
      meta: { title: { zh: '上报', en: 'Report' }, back: true },
    },
    {
      path: '/report/sent/:id',
      component: () => import('./pages/SentPage.vue'),
      props: true,
      meta: { title: { zh: '上报', en: 'Report' } },
    },
  ],
};
