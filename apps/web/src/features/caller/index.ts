import { type Feature } from '../../app/feature';

const title = { zh: '来电登记', en: 'Take a call' };
const verbs = ['incident.report_for'] as const;

export const feature: Feature = {
  routes: [
    {
      path: '/desk/caller',
      component: () => import('./pages/CallerPage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs },
    },
  ],
  desk: [{ to: '/desk/caller', label: title, icon: 'phone', order: 15, verbs }],
};
