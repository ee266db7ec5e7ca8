import { type Feature } from '../../app/feature';

const title = { zh: '事项类别与立案标准', en: 'Categories' };

export const feature: Feature = {
  routes: [
    {
      path: '/desk/categories',
      component: () => import('./pages/CategoriesPage.vue'),
      meta: { layout: 'desk', title, signedIn: true, verbs: ['incident.read', 'category.manage'] },
    },
  ],
  desk: [
    {
      to: '/desk/categories',
      label: { zh: '类别与立案标准', en: 'Categories' },
      icon: 'table',
      order: 70,
      verbs: ['category.manage', 'incident.dispatch', 'incident.supervise'],
    },
  ],
};
