import { type Verb } from '@ingrid/contract';
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
} from 'vue-router';
import { useSession } from '../api/session-store';
import { i18n, language, loadMessages } from '../i18n';
import { deskEntries, featureRoutes } from './features';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...featureRoutes,
    {
      path: '/desk',
      component: () => import('./DeskStart.vue'),
      meta: { layout: 'desk', signedIn: true },
    },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./NotFound.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to) => {
  const session = useSession();
  const wanted = [to.meta.feature, to.meta.layout === 'desk' ? 'desk' : undefined];
  const words = wanted.map((name) => (name ? loadMessages(name) : Promise.resolve()));
  await Promise.all([...words, session.load()]);
  return elsewhere(to);
});

router.afterEach((to) => {
  const title = to.meta.title?.[language()];
  const product = i18n.global.t('product');
  document.title = title ? `${title} · ${product}` : product;
});

// A screen whose code is not there: after an update the old files are gone, so the page is loaded afresh; without a
// network the person stays where she is.
router.onError((_error, to) => {
  if (navigator.onLine) window.location.assign(to.fullPath);
});

/** Where a person is sent instead: her own start page, the log-in, or the page that says "not here". */
function elsewhere(to: RouteLocationNormalized): true | RouteLocationRaw {
  const session = useSession();
  // `/` is the residents' start; who works here starts with her work, unless she asks for the public one.
  const start = to.path === '/' && to.query['as'] !== 'resident';
  if (start || to.path === '/desk') return startPage() === to.path ? true : startPage();
  const closed = isClosed(to.meta.verbs ?? []);
  if (!session.me && (to.meta.signedIn || closed)) {
    return { path: '/login', query: { to: to.fullPath } };
  }
  return closed ? '/not-allowed' : true;
}

/** None of the verbs a page needs is held. */
function isClosed(verbs: readonly Verb[]): boolean {
  const session = useSession();
  return verbs.length > 0 && !verbs.some((verb) => session.may(verb));
}

/** The first screen of whoever is logged in. */
export function startPage(): string {
  const session = useSession();
  if (session.audience !== 'desk') return session.home;
  const mine = deskEntries.filter(({ verbs }) => !verbs || verbs.some((verb) => session.may(verb)));
  const main = mine.find(({ mainFor }) => mainFor && session.may(mainFor));
  return (main ?? mine[0])?.to ?? '/desk';
}
