/** Marks of pages as ours look, with insides that no page of ours has. */
export function forgedCursors(): { name: string; text: string }[] {
  const id = '018f0000-0000-7000-8000-00000000000a';
  const parts = [
    'x',
    '',
    'a\u0000b',
    '\ud800',
    -1,
    1e308,
    0.5,
    9_007_199_254_740_991,
    '2026-02-30T00:00:00Z',
    -8.64e15,
    8.64e15,
    id,
    null,
    {},
  ];
  const keys = [
    ...parts.map((part) => [part]),
    ...parts.flatMap((a) => [
      [a, id],
      ['2026-06-01T00:00:00Z', a],
      [a, a],
      [a, a, id],
      [1, a, a, a],
    ]),
  ];
  return keys.map((key) => {
    const text = JSON.stringify(key);
    return { name: `the mark ${text}`, text: Buffer.from(text).toString('base64url') };
  });
}
