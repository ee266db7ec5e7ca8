import { type ActivityWire, type RoomName } from '@ingrid/contract';
import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { live } from './connection';

export { live, liveState, type LiveState } from './connection';

const GATHER_MS = 400;

/**
 * Hears what happens in these rooms while the component lives. A message means "something changed": fetch again, do not
 * build a screen from it. An empty list of rooms means silence (nobody is logged in).
 */
export function useLive(
  rooms: MaybeRefOrGetter<readonly RoomName[]>,
  hear: (activity: ActivityWire) => void,
): void {
  let stop: () => void = () => undefined;
  watch(
    () => [...toValue(rooms)],
    (now, before) => {
      if (before && now.join() === before.join()) return;
      stop();
      stop = now.length > 0 ? live.listen(now, hear) : () => undefined;
    },
    { immediate: true },
  );
  onScopeDispose(() => stop());
}

/** Like `useLive`, but calls `reload` once for many activities that come together. */
export function useLiveReload(
  rooms: MaybeRefOrGetter<readonly RoomName[]>,
  reload: () => unknown,
  concerns: (activity: ActivityWire) => boolean = () => true,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useLive(rooms, (activity) => {
    if (!concerns(activity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), GATHER_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
}
