import { type Feature } from '../../app/feature';

const title = { zh: '进度', en: 'Progress' };

export const feature: Feature = {
  routes: [
    { path: '/track', component: () => import('./pages/TrackPage.vue'), meta: { title } },
    {
      path: '/track/:number',
      component: () => import('./pages/TrackedPage.vue'),
      props: true,
      meta: { title, back: true },
    },
    {
      path: '/matter/:id',
      component: () => import('./pages/MatterPage.vue'),
      props: true,
      meta: { title, back: true, signedIn: true },
    },
  ],
};
