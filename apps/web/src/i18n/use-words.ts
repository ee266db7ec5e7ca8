import { type ClockWire } from '@ingrid/contract';
import { useI18n } from 'vue-i18n';
import { NetworkError, ProblemError } from '../api';
import { absoluteWords, agoWords, clockWords, distanceWords, dueWords } from './time';

/** Times, distances and errors in the reader's words. */
export function useWords() {
  const { t, locale } = useI18n();
  const translate = (key: string, values?: Record<string, unknown>): string => t(key, values ?? {});
  return {
    ago: (iso: string) => agoWords(iso, new Date(), locale.value, translate),
    at: (iso: string) => absoluteWords(new Date(iso), new Date(), locale.value),
    due: (iso: string) => dueWords(iso, new Date(), locale.value, translate),
    clock: (clock: Pick<ClockWire, 'mark' | 'dueAt'>) =>
      clockWords(clock, new Date(), locale.value, translate),
    distance: (metres: number) => distanceWords(metres, translate),
    fault: (error: unknown) => faultWords(error, translate),
  };
}

function faultWords(
  error: unknown,
  t: (key: string, values?: Record<string, unknown>) => string,
): string {
  if (error instanceof NetworkError) return t('error.network');
  if (!(error instanceof ProblemError)) return t('error.unexpected', { reference: '' });
  if (error.message) return error.message;
  if (error.status === 401) return t('error.signedOut');
  if (error.status === 403) return t('error.forbidden');
  if (error.status === 404) return t('error.gone');
  if (error.status === 429) return t('error.tooMany');
  return t('error.unexpected', { reference: error.reference || String(error.status) });
}
