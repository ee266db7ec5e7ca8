import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// Without letters and digits that are mistaken for one another when read out on the phone.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 10;

/** What a code is derived from when the caller sent no idempotency key. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * A code for following a report without an account. It is derived from the caller's idempotency key, which is only ever
 * stored as a hash: a repeated request gets the same code although the code itself is stored nowhere.
 */
export function trackingCodeOf(incidentId: string, secret: string): string {
  const bytes = createHmac('sha256', secret).update(`tracking:${incidentId}`).digest();
  let code = '';
  // Two bytes per character keep the bias of the remainder below a thousandth.
  for (let i = 0; i < LENGTH; i += 1)
    code += ALPHABET.charAt(bytes.readUInt16BE(i * 2) % ALPHABET.length);
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** What is kept of a code. Salted with the incident, so that equal codes do not look equal. */
export function trackingHash(incidentId: string, code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`${incidentId}:${plain}`).digest('base64url');
}

export function trackingMatches(incidentId: string, code: string, hash: string | null): boolean {
  if (hash === null) return false;
  const expected = Buffer.from(hash);
  const actual = Buffer.from(trackingHash(incidentId, code));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
