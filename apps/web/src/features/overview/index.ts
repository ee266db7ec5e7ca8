import { type Feature } from '../../app/feature';

const title = { zh: '一张图', en: 'Live map' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/map',
      component: () => import('./pages/OverviewPage.vue'),
      meta: { layout: 'desk', full: true, title, signedIn: true, verbs: ['incident.read'] },
    },
  ],
  desk: [
    {
      to: '/desk/map',
      label: title,
      icon: 'map',
      order: 10,
      verbs: ['incident.read'],
      mainFor: 'incident.supervise',
    },
  ],
};
