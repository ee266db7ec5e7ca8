/** A number one can call: digits with an optional country code; mobile or landline. */
export function isPhone(words: string): boolean {
  return /^\+?\d{7,15}$/.test(plainPhone(words));
}

/** As it is sent: people write numbers with spaces, dashes and brackets. */
export function plainPhone(words: string): string {
  return words.replace(/[\s()（）-]/g, '');
}
