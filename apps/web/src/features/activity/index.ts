import { type Feature } from '../../app/feature';

const title = { zh: '记录', en: 'Records' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/activity',
      component: () => import('./pages/ActivityPage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs: ['activity.read'] },
    },
  ],
  desk: [
    { to: '/desk/activity', label: title, icon: 'clock', order: 80, verbs: ['activity.read'] },
  ],
};
