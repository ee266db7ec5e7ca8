import { type Feature } from '../../app/feature';

const title = { zh: '案件', en: 'Incidents' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/incidents',
      component: () => import('./pages/IncidentListPage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs: ['incident.read'] },
    },
    {
      path: '/desk/incidents/:id',
      component: () => import('./pages/IncidentPage.vue'),
      props: true,
      meta: { layout: 'desk', title, signedIn: true, verbs: ['incident.read'] },
    },
  ],
  desk: [
    { to: '/desk/incidents', label: title, icon: 'list', order: 30, verbs: ['incident.read'] },
  ],
};
