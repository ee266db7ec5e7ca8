import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/login',
      component: () => import('./pages/LoginPage.vue'),
      meta: { title: { zh: '登录', en: 'Log in' }, layout: 'bare' },
    },
  ],
};
