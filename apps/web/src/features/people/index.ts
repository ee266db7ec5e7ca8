import { type Feature } from '../../app/feature';

const title = { zh: '人员权限', en: 'People and rights' };
const verbs = ['person.manage', 'grant.manage', 'role.manage'] as const;

export const feature: Feature = {
  routes: [
    {
      path: '/desk/people',
      component: () => import('./pages/PeoplePage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs: ['person.read', ...verbs] },
    },
  ],
  desk: [
    {
      to: '/desk/people',
      label: title,
      icon: 'people',
      order: 60,
      verbs: ['person.read', ...verbs],
    },
  ],
};
