import { type Feature } from '../../app/feature';

const title = { zh: '流程', en: 'Process' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/process',
      component: () => import('./pages/ProcessPage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs: ['incident.read'] },
    },
  ],
  desk: [
    {
      to: '/desk/process',
      label: title,
      icon: 'flow',
      order: 75,
      verbs: ['incident.supervise', 'incident.dispatch', 'category.manage'],
    },
  ],
};
