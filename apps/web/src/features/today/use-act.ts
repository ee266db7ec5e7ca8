import { type TaskWire } from '@ingrid/contract';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { type OutboxItem } from '../../offline';
import { type TaskMove } from './progress';
import { useToday } from './store';

/** Doing the next thing with a task, and saying what became of it. */
export function useAct() {
  const { t } = useI18n();
  const today = useToday();
  const busy = ref(false);
  /** The task whose finish or hand-back is being written down. */
  const asking = ref<{ task: TaskWire; move: 'finish' | 'hand_back' } | null>(null);
  const told = ref('');

  async function press(task: TaskWire, move: TaskMove): Promise<void> {
    if (move === 'finish' || move === 'hand_back') asking.value = { task, move };
    else await run(task, move);
  }

  async function say(words: string, photos: Blob[]): Promise<void> {
    const asked = asking.value;
    if (!asked) return;
    const { task, move } = asked;
    await run(task, move, move === 'finish' ? { note: words, photos } : { reason: words });
    asking.value = null;
  }

  async function run(
    task: TaskWire,
    move: TaskMove,
    said: { note?: string; reason?: string; photos?: Blob[] } = {},
  ): Promise<void> {
    busy.value = true;
    told.value = '';
    try {
      told.value = outcomeWords(await today.act(task, move, said), move);
    } finally {
      busy.value = false;
    }
  }

  function outcomeWords(item: OutboxItem, move: TaskMove): string {
    if (item.state === 'waiting') return t('today.told.waiting');
    if (item.state === 'kept_as_note') return item.words ?? t('today.told.kept');
    if (item.state === 'failed') return item.fault?.words ?? t('today.told.failed');
    return t(`today.told.${move}`);
  }

  return { busy, asking, told, press, say };
}
