/** A login name as it is stored and compared: full-width letters and capitals mean the same as plain ones. */
export function plainLogin(given: string): string {
  return given.normalize('NFKC').trim().toLowerCase();
}

/** Letters of any script, digits and . _ @ - : what can be typed on a phone and said over one. */
export const LOGIN_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u;

/** A password as it is hashed: input methods produce full-width forms of the same characters. */
export function plainPassword(given: string): string {
  return given.normalize('NFKC').trim();
}

export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 200;
