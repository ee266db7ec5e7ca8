import { type RecordWire } from '@ingrid/contract';
import { onMounted, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useProcesses } from '../../desk/incident/process-store';
import { type ProcessWire } from '../../desk/incident/process-wire';

/** An entry in words: the server's word for the step and what its facts add, such as which move it was. */
export function useRecordWords(): (row: RecordWire) => string {
  const { t, te, locale } = useI18n();
  const processes = useProcesses();
  const process = shallowRef<ProcessWire | null>(null);

  onMounted(async () => {
    process.value = await processes.get('incident-seven-stage').catch(() => null);
  });

  function moveWord(name: unknown): string {
    const move = process.value?.moves.find((each) => each.name === name);
    if (!move) return '';
    return locale.value === 'en' ? move.label.en : move.label.zh;
  }

  function known(key: string): string {
    return te(key) ? t(key) : '';
  }

  function taskWords({ kind, state }: Record<string, unknown>): string {
    const what = known(`activity.task.${String(kind)}`);
    const how = known(`activity.taskState.${String(state)}`);
    return [what, how].filter(Boolean).join(' · ');
  }

  function importWords({ accepted, refused }: Record<string, unknown>): string {
    if (typeof accepted !== 'number' || typeof refused !== 'number') return '';
    return t('activity.imported', { accepted, refused });
  }

  return ({ type, words, data }) => {
    if (type === 'incident.moved') return moveWord(data['move']) || words;
    const more = type.startsWith('task.')
      ? taskWords(data)
      : type.startsWith('import.')
        ? importWords(data)
        : '';
    return more ? `${words}：${more}` : words;
  };
}
