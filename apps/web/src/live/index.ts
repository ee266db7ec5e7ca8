import { type LiveActivityWire, type RoomName } from '@ingrid/contract';
import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { live } from './connection';

export { live, liveState, type LiveState } from './connection';

const GATHER_MS = 400;

/**
 * Hears what happens in these rooms while the component lives. `missed` is called when so much was missed that it was
 * not told one by one. A message means "something changed": fetch again, do not
 * build a screen from it. An empty list of rooms means silence (nobody is logged in).
 */
export function useLive(
  rooms: MaybeRefOrGetter<readonly RoomName[]>,
  hear: (activity: LiveActivityWire) => void,
  missed: () => void = () => undefined,
): void {
  let stop: () => void = () => undefined;
  watch(
    () => [...toValue(rooms)],
    (now, before) => {
      if (before && now.join() === before.join()) return;
      stop();
      stop = now.length > 0 ? live.listen(now, { hear, missed }) : () => undefined;
    },
    { immediate: true },
  );
  onScopeDispose(() => stop());
}

/** Like `useLive`, but calls `reload` once for many activities that come together. */
export function useLiveReload(
  rooms: MaybeRefOrGetter<readonly RoomName[]>,
  reload: () => unknown,
  concerns: (activity: LiveActivityWire) => boolean = () => true,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), GATHER_MS);
  }
  useLive(rooms, (activity) => void (concerns(activity) && soon()), soon);
  onScopeDispose(() => clearTimeout(timer));
}
