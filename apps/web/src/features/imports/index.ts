import { type Feature } from '../../app/feature';

const grids = { zh: '网格', en: 'Grids' };
const imports = { zh: '导入', en: 'Imports' };
const desk = { layout: 'desk', signedIn: true } as const;

export const feature: Feature = {
  routes: [
    {
      path: '/desk/grids',
      component: () => import('./pages/RegionsPage.vue'),
      meta: { ...desk, title: grids, verbs: ['region.read'] },
    },
    {
      path: '/desk/grids/:id',
      component: () => import('./pages/GridPage.vue'),
      props: true,
      meta: { ...desk, title: grids, verbs: ['region.read'] },
    },
    {
      path: '/desk/imports',
      component: () => import('./pages/ImportsPage.vue'),
      meta: { ...desk, title: imports, verbs: ['import.run'] },
    },
    {
      path: '/desk/imports/:id',
      component: () => import('./pages/ImportPage.vue'),
      props: true,
      meta: { ...desk, title: imports, verbs: ['import.run'] },
    },
  ],
  desk: [
    {
      to: '/desk/grids',
      label: grids,
      icon: 'grid',
      order: 50,
      verbs: ['region.manage', 'staff.manage', 'incident.dispatch', 'incident.supervise'],
    },
    { to: '/desk/imports', label: imports, icon: 'upload', order: 55, verbs: ['import.run'] },
  ],
};
