import { onScopeDispose, ref, type Ref } from 'vue';

/** What the phone believes about its network; a wrong belief is corrected by the first request that fails. */
export function useOnline(): Ref<boolean> {
  const online = ref(navigator.onLine);
  const change = (): void => {
    online.value = navigator.onLine;
  };
  window.addEventListener('online', change);
  window.addEventListener('offline', change);
  onScopeDispose(() => {
    window.removeEventListener('online', change);
    window.removeEventListener('offline', change);
  });
  return online;
}
