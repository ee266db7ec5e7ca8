import { problem } from '@ingrid/kernel';

export const platformProblems = {
  unexpected: problem(
    'internal.unexpected',
    500,
    () =>
      '系统出了意外，您的内容没有丢失也没有部分保存。请稍后再试；如仍不行，请把参考号告诉管理员。',
    () =>
      'Something unexpected happened; nothing was half saved. Try again later or give the reference to your administrator.',
  ),
  keyReused: problem<{ key: string }>(
    'idempotency.key_reused',
    422,
    () => '同一个幂等键被用于不同的内容。请为新的请求换一个键。',
    () => 'This Idempotency-Key was already used for a different request. Use a new key.',
  ),
  badKey: problem(
    'idempotency.bad_key',
    400,
    () => '幂等键应为 16 到 100 个字母、数字或连字符。',
    () => 'An Idempotency-Key is 16 to 100 letters, digits or hyphens.',
  ),
  busy: problem<{ retryAfterSeconds: number }>(
    'platform.busy',
    503,
    () => '系统正忙，请稍后再试。',
    () => 'The system is busy; try again shortly.',
  ),
};
