import { type ClockWire } from '@ingrid/contract';
import { useI18n } from 'vue-i18n';
import { faultWords } from './fault';
import { absoluteWords, agoWords, byWords, clockWords, distanceWords, dueWords } from './time';

/** Times, distances and errors in the reader's words. */
export function useWords() {
  const { t, locale } = useI18n();
  const translate = (key: string, values?: Record<string, unknown>): string => t(key, values ?? {});
  return {
    ago: (iso: string) => agoWords(iso, new Date(), locale.value, translate),
    at: (iso: string) => absoluteWords(new Date(iso), new Date(), locale.value),
    by: (iso: string) => byWords(iso, new Date(), locale.value, translate),
    due: (iso: string) => dueWords(iso, new Date(), locale.value, translate),
    clock: (clock: Pick<ClockWire, 'mark' | 'dueAt'>) =>
      clockWords(clock, new Date(), locale.value, translate),
    distance: (metres: number) => distanceWords(metres, translate),
    fault: (error: unknown) => faultWords(error, translate),
  };
}
