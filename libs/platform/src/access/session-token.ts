import { createHash, timingSafeEqual } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';

export const SESSION_COOKIE = 'ingrid_session';

export interface PresentedToken {
  readonly token: string;
  /** A cookie travels by itself, so a write that relies on it must also carry the anti-forgery token. */
  readonly fromCookie: boolean;
}

/** Reads the bearer token or, without one, the session cookie. */
export function presentedToken(headers: IncomingHttpHeaders): PresentedToken | null {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(headers.authorization ?? '');
  if (bearer?.[1]) return { token: bearer[1], fromCookie: false };
  // An unreadable Authorization header is a failed log-in, never a silent fall back to the cookie.
  if (headers.authorization !== undefined) return { token: '', fromCookie: false };
  const cookie = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{20,200})(?:;|$)`).exec(
    headers.cookie ?? '',
  );
  return cookie?.[1] ? { token: cookie[1], fromCookie: true } : null;
}

/** Derived from the session token, so that nothing has to be stored and another site cannot know it. */
export function csrfTokenOf(sessionToken: string): string {
  return createHash('sha256').update(`csrf:${sessionToken}`).digest('base64url');
}

export function csrfMatches(sessionToken: string, given: string | string[] | undefined): boolean {
  if (typeof given !== 'string') return false;
  const expected = Buffer.from(csrfTokenOf(sessionToken));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
