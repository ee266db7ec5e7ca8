import { type Feature } from '../../app/feature';

const checks = { zh: '核查', en: 'Checks' };
const work = { zh: '我的待办', en: 'My work' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/checks',
      component: () => import('./pages/TaskPage.vue'),
      props: { kind: 'verify' },
      meta: {
        layout: 'desk',
        full: true,
        title: checks,
        signedIn: true,
        verbs: ['incident.verify'],
      },
    },
    {
      path: '/desk/work',
      component: () => import('./pages/TaskPage.vue'),
      props: { kind: 'handle' },
      meta: { layout: 'desk', full: true, title: work, signedIn: true, verbs: ['incident.handle'] },
    },
  ],
  desk: [
    {
      to: '/desk/work',
      label: work,
      icon: 'today',
      order: 25,
      verbs: ['incident.handle'],
      mainFor: 'incident.handle',
    },
    {
      to: '/desk/checks',
      label: checks,
      icon: 'check',
      order: 40,
      verbs: ['incident.verify'],
      mainFor: 'incident.verify',
    },
  ],
};
