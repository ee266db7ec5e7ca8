import { ref } from 'vue';
import { ApiClient } from './client';

const csrf = ref<string | null>(null);
const language = ref('zh');
const signedOutListeners = new Set<() => void>();
let renew: () => Promise<void> = () => Promise.resolve();

/** The app's one connection to the server. */
export const api = new ApiClient({
  base: '',
  language: () => language.value,
  csrf: () => csrf.value,
  onSignedOut: () => signedOutListeners.forEach((listener) => listener()),
  renewCsrf: () => renew(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
});

/** Called by the session store: the value that proves a write comes from our own page. */
export function setCsrf(value: string | null, fetchAgain: () => Promise<void>): void {
  csrf.value = value;
  renew = fetchAgain;
}

/** Called by i18n: problems come back in this language. */
export function setApiLanguage(value: string): void {
  language.value = value;
}

export function onSignedOut(listener: () => void): void {
  signedOutListeners.add(listener);
}

export { newKey, queryString, type Query } from './client';
export { isPassing, NetworkError, ProblemError } from './problem';
export * from './wires';
