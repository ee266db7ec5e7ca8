import { type Feature } from '../../app/feature';

export const feature: Feature = {
  routes: [
    {
      path: '/today',
      component: () => import('./pages/TodayPage.vue'),
      meta: { title: { zh: '今日任务', en: 'Today' }, signedIn: true, verbs: ['task.read'] },
    },
    {
      path: '/tasks/:id',
      component: () => import('./pages/TaskPage.vue'),
      props: true,
      meta: { title: { zh: '任务', en: 'Task' }, back: true, signedIn: true, verbs: ['task.read'] },
    },
  ],
};
