import { type Feature } from '../../app/feature';

const title = { zh: '受理派遣', en: 'Intake and dispatch' };
const verbs = ['incident.file', 'incident.dispatch', 'incident.designate'] as const;

export const feature: Feature = {
  routes: [
    {
      path: '/desk/board',
      component: () => import('./pages/BoardPage.vue'),
      meta: { layout: 'desk', full: true, title, signedIn: true, verbs },
    },
  ],
  desk: [
    {
      to: '/desk/board',
      label: title,
      icon: 'flag',
      order: 20,
      verbs,
      mainFor: 'incident.dispatch',
    },
  ],
};
