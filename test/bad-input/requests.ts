import { addressOf, type Example, shotOf } from './examples.js';
import { type Value } from './values.js';
import { type Shot } from './wire.js';

/** A request that is wrong as a whole: what must become of it beside being no failure. */
export interface WholeShot {
  readonly shot: Shot;
  readonly statuses?: readonly number[];
}

const MULTIPART = 'multipart/form-data; boundary=x';
const TEN_MB = 10 * 1024 * 1024;

const BODIES: readonly (Value & { readonly statuses?: readonly number[] })[] = [
  { name: 'an empty body', text: '' },
  { name: 'a list', text: '[{}]', statuses: [400] },
  { name: 'null', text: 'null', statuses: [400] },
  { name: 'a number', text: '7', statuses: [400] },
  { name: 'a text', text: '"text"', statuses: [400] },
  { name: 'half a document', text: '{"a": ', statuses: [400] },
  { name: 'two documents', text: '{}{}', statuses: [400] },
  { name: 'NaN', text: '{"a": NaN}', statuses: [400] },
  { name: 'a byte order mark', text: '\ufeff{}' },
  { name: 'an empty object', text: '{}' },
  {
    name: 'a prototype',
    text: '{"__proto__": {"kind": "system"}, "constructor": {"prototype": {}}, "hasOwnProperty": 1, "toString": null}',
  },
  { name: '10,000 levels', text: '{"a":'.repeat(10_000), statuses: [400] },
  { name: '10,000 lists', text: '['.repeat(10_000) + ']'.repeat(10_000), statuses: [400] },
  {
    name: '20,000 keys',
    text: JSON.stringify(
      Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n])),
    ),
  },
  { name: 'half a surrogate as a key', text: '{"\\ud800": 1}' },
];

const TYPES: readonly [string, string][] = [
  ['text/plain', '{}'],
  ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['application/x-www-form-urlencoded', 'a=1'],
  ['x', '{}'],
  [MULTIPART, '--x\r\nbroken'],
  [MULTIPART, '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'],
  ['multipart/form-data', 'no boundary'],
];

/** Bodies that are wrong as a whole, for a route that reads a body. */
export function wholeBodies(example: Example): WholeShot[] {
  const { method } = example.route;
  const base = { method, path: addressOf(example) };
  const repeated = `{${Object.entries(example.body ?? {})
    .flatMap(([k, v]) => [
      `${JSON.stringify(k)}: {"not": "this"}`,
      `${JSON.stringify(k)}: ${JSON.stringify(v)}`,
    ])
    .join()}}`;
  return [
    ...BODIES.map(({ name, text, statuses }) => ({
      shot: { ...base, label: name, body: text },
      ...(statuses ? { statuses } : {}),
    })),
    { shot: { ...base, label: 'every key twice', body: repeated } },
    {
      shot: {
        ...base,
        label: 'broken UTF-8',
        body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      },
      statuses: [400],
    },
    { shot: { ...base, label: '10 MB', body: `{"a": "${'a'.repeat(TEN_MB)}"}` }, statuses: [413] },
    // Read as what it is, never guessed: these bytes are good UTF-8.
    {
      shot: {
        ...base,
        label: 'JSON said to be UTF-16',
        body: '{}',
        headers: { 'content-type': 'application/json; charset=utf-16' },
      },
    },
    ...TYPES.map(([type, body]) => ({
      shot: {
        ...base,
        label: `${type}: ${body.slice(0, 20)}`,
        body,
        headers: { 'content-type': type },
      },
      statuses: [400, 415],
    })),
  ];
}

const LONG = 'x'.repeat(5_000);

const HEADERS: readonly [string, string | string[]][] = [
  ['idempotency-key', ''],
  ['idempotency-key', 'short'],
  ['idempotency-key', LONG],
  ['idempotency-key', '\u00e9\u00ff'.repeat(10)],
  ['idempotency-key', `'; DROP TABLE idempotency; --`],
  ['idempotency-key', ['aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb']],
  ['x-device-id', LONG],
  ['x-device-id', '\u00e9\u0080'],
  ['accept-language', LONG],
  ['accept-language', 'xx;q=NaN,,;'],
  ['if-match', 'W/"\u00ff"'],
  ['if-none-match', LONG],
  ['if-modified-since', 'never'],
  ['range', 'bytes=-1e999'],
  ['accept', LONG],
  ['accept-encoding', 'br;q=1e999, zip, *;q=-1'],
  ['content-encoding', 'gzip'],
  ['cookie', `ingrid_session=${LONG}; ;;=;ingrid_session`],
  ['x-forwarded-for', 'no address, \u00ff, 999.999.999.999'],
  ['x-forwarded-host', '<script>'],
  ['x-http-method-override', 'DELETE'],
];

/** Headers that no program of ours would send. */
export function strangeHeaders(example: Example): Shot[] {
  return HEADERS.map(([name, value]) => ({
    ...shotOf(example, `${name}: ${String(value).slice(0, 30)}`),
    headers: { [name]: value },
  }));
}
