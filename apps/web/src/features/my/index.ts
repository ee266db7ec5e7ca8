import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/my',
      component: () => import('./pages/MyPage.vue'),
      meta: { title: { zh: '我的', en: 'Me' } },
    },
    {
      path: '/queue',
      component: () => import('./pages/QueuePage.vue'),
      meta: { title: { zh: '待发送', en: 'To be sent' }, back: true },
    },
  ],
};
