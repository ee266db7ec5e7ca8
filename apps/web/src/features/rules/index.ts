import { type Feature } from '../../app/feature';

const title = { zh: '派遣规则', en: 'Dispatch rules' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/rules',
      component: () => import('./pages/RulesPage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs: ['rule.manage'] },
    },
  ],
  desk: [{ to: '/desk/rules', label: title, icon: 'send', order: 65, verbs: ['rule.manage'] }],
};
