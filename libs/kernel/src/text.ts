/** Control characters other than tab, line feed and carriage return; PostgreSQL cannot store NUL at all. */
// eslint-disable-next-line no-control-regex -- naming control characters is the purpose
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\uFFFE\uFFFF]/;

/** True for text that can be stored and shown: no control characters, no half of a surrogate pair. */
export function isCleanText(value: string): boolean {
  return value.isWellFormed() && !CONTROL.test(value);
}

/** Characters as a person counts them, so that `𡐓` and an emoji are one each. */
export function characterCount(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
