import { type MeWire, type SessionWire, type Verb } from '@ingrid/contract';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, isPassing, onSignedOut, setCsrf } from './index';

/** Whoever holds one of these works in an office; the page shape follows what a person may do, not a title. */
const DESK_VERBS: readonly Verb[] = [
  'incident.report_for',
  'incident.file',
  'incident.dispatch',
  'incident.verify',
  'incident.close',
  'incident.supervise',
  'incident.designate',
  'person.manage',
  'import.run',
  'activity.read',
];

export type Audience = 'resident' | 'worker' | 'desk';

const REMEMBERED = 'ingrid.me';

/** Who I am and what I may do. Remembered on the phone so that a worker without a network still gets her own screens. */
export const useSession = defineStore('session', () => {
  const me = ref<MeWire | null>(remembered());
  const known = ref(false);
  let loading: Promise<void> | null = null;

  const verbs = computed(() => new Set(me.value?.allowed.map((entry) => entry.verb) ?? []));
  const audience = computed<Audience>(() => {
    if (DESK_VERBS.some((verb) => verbs.value.has(verb))) return 'desk';
    if (verbs.value.has('incident.solve_on_spot')) return 'worker';
    return verbs.value.has('incident.handle') ? 'desk' : 'resident';
  });
  const home = computed(() => ({ resident: '/', worker: '/today', desk: '/desk' })[audience.value]);

  /** May I do this anywhere, or at this place (a region path)? The server has the last word. */
  function may(verb: Verb, regionPath?: string): boolean {
    const entry = me.value?.allowed.find((each) => each.verb === verb);
    if (!entry) return false;
    if (regionPath === undefined) return true;
    return entry.paths.some(
      (path) => path === '' || regionPath === path || regionPath.startsWith(`${path}.`),
    );
  }

  function keep(value: MeWire | null): void {
    me.value = value;
    setCsrf(value?.csrfToken ?? null, refresh);
    try {
      if (value) localStorage.setItem(REMEMBERED, JSON.stringify({ ...value, csrfToken: null }));
      else localStorage.removeItem(REMEMBERED);
    } catch {
      // Storage may be forbidden; then nothing is remembered.
    }
  }

  async function refresh(): Promise<void> {
    try {
      keep(await api.get<MeWire>('/session'));
    } catch (error) {
      // Without a network the remembered person stays; a clear "nobody" is believed.
      if (!isPassing(error)) keep(null);
    } finally {
      known.value = true;
    }
  }

  /** Asks once who I am. */
  function load(): Promise<void> {
    loading ??= refresh();
    return loading;
  }

  /** @throws ProblemError with words when login or password are wrong or the account is locked */
  async function logIn(login: string, password: string): Promise<void> {
    await api.post<SessionWire>('/sessions', { login, password });
    await refresh();
  }

  async function logOut(): Promise<void> {
    try {
      await api.delete('/session');
    } finally {
      keep(null);
    }
  }

  onSignedOut(() => {
    if (me.value) keep(null);
  });

  return { me, known, verbs, audience, home, may, load, refresh, logIn, logOut };
});

function remembered(): MeWire | null {
  try {
    const text = localStorage.getItem(REMEMBERED);
    // Written by keep() above.
    return text ? (JSON.parse(text) as MeWire) : null;
  } catch {
    return null;
  }
}
