import { NetworkError, ProblemError } from '../api/problem';

/** What happened in a sentence: the server's own words, or ours where it said none. */
export function faultWords(
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
