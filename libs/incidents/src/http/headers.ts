type Headers = Readonly<Record<string, string | undefined>>;

const LONGEST = 100;

export function keyOf(headers: Headers): string | null {
  return headers['idempotency-key'] ?? null;
}

/** An id that the app made for its device; anything can stand there, so it only ever helps to slow floods. */
export function deviceOf(headers: Headers): string | null {
  const id = headers['x-device-id'];
  return id === undefined || id === '' ? null : id.slice(0, LONGEST);
}
