import { forgedCursors } from './cursors.js';
import { type ApiSchema, type Field } from './routes.js';

/** One thing to send in a field. In a body `text` is raw JSON, elsewhere raw characters of an address. */
export interface Value {
  readonly name: string;
  readonly text: string;
  /** `refused`: must be; `taken`: the field itself must not be blamed; otherwise either is right. */
  readonly expect?: 'refused' | 'taken';
}

/** Half of a pair, as JSON writes it; JSON.stringify would keep it as an escape as well. */
const HALF = String.raw`"\ud800"`;
const OTHER_HALF = String.raw`"乙\udc00乙"`;

const json = (value: unknown): string => JSON.stringify(value);

const SHAPES: readonly [string, unknown, string][] = [
  ['a number', 12, 'number'],
  ['a fraction', -1.5, 'number'],
  ['true', true, 'boolean'],
  ['a list', [], 'array'],
  ['a list of lists', [[['a']]], 'array'],
  ['an object', {}, 'object'],
  ['an object with length', { length: 3, trim: 1, toString: 2 }, 'object'],
  ['a text', 'text', 'string'],
];

const NUMBERS: readonly [string, string][] = [
  ['1e308', '1e308'],
  ['-1e308', '-1e308'],
  ['1e999', '1e999'],
  ['-1e999', '-1e999'],
  ['a billion', '1000000000'],
  ['-1', '-1'],
  ['-0', '-0'],
  ['2^53', '9007199254740993'],
  ['tiny', '5e-324'],
];

const WORDS: readonly string[] = [
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '',
  '   ',
  'null',
  '__proto__',
  'constructor',
  `'; DROP TABLE people; --`,
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '=1+1',
  '44.4403',
  '$1',
  '{}',
  '*',
  '٣',
  '𝟘',
  '‮',
  '’',
  // Days, offsets and places that do not exist, and ids that only look like one.
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '2026-06-02T24:00:00Z',
  '2026-06-02T23:59:60Z',
  '2026-06-02T09:00:00+23:59',
  '2026-06-02T09:00:00.123456789Z',
  '-'.repeat(36),
  'f'.repeat(36),
  '181,91,182,92',
  '2,2,1,1',
  '1,1,1,1',
  '99,999',
];

/** Everything wrong or strange that may be put into a field of a body. */
export function bodyValues(field: Field): Value[] {
  const { schema } = field;
  return [
    ...shapes(schema),
    ...numbers(),
    ...characters(schema),
    ...lengths(schema),
    ...words(),
    ...depths(),
  ];
}

function shapes(schema: ApiSchema): Value[] {
  const wanted = schema.type === 'integer' ? 'number' : schema.type;
  const wrong = SHAPES.map(([name, value, type]): Value => {
    const isWrong = type !== wanted;
    return { name, text: json(value), ...(isWrong ? { expect: 'refused' as const } : {}) };
  });
  return [...wrong, { name: 'null', text: 'null' }];
}

function numbers(): Value[] {
  return NUMBERS.map(([name, text]) => ({ name, text }));
}

function words(): Value[] {
  return WORDS.map((word) => ({ name: `the text ${json(word)}`, text: json(word) }));
}

function characters(schema: ApiSchema): Value[] {
  const refused = { expect: 'refused' } as const;
  return [
    { name: 'a control character', text: json('a\u0007b'), ...refused },
    { name: 'NUL', text: json('a\u0000b'), ...refused },
    { name: 'a line separator', text: json('a\u2028b'), ...refused },
    { name: 'half a surrogate', text: HALF, ...refused },
    { name: 'the other half', text: OTHER_HALF, ...refused },
    {
      name: 'rare Han',
      text: json(isFreeText(schema) ? '𡐓𡐓' : '𡐓'),
      ...(isFreeText(schema) ? { expect: 'taken' as const } : {}),
    },
    {
      name: 'an emoji',
      text: json('🚦👩‍🔧'),
      ...(isFreeText(schema) ? { expect: 'taken' as const } : {}),
    },
    { name: 'a combining crowd', text: json(`e${'\u0301'.repeat(40)}`) },
  ];
}

/** Text that people write; codes and the like have a pattern, a list or a format. */
export function isFreeText({
  type,
  pattern,
  format,
  enum: names,
  maxLength = 0,
}: ApiSchema): boolean {
  return (
    type === 'string' &&
    pattern === undefined &&
    format === undefined &&
    names === undefined &&
    maxLength >= 10
  );
}

function lengths(schema: ApiSchema): Value[] {
  const { maxLength, maxItems } = schema;
  const texts: Value[] = [
    {
      name: '100,000 characters',
      text: json('字'.repeat(100_000)),
      ...(maxLength !== undefined && maxLength > 100_000 ? {} : { expect: 'refused' }),
    },
  ];
  if (maxLength !== undefined && maxLength < 100_000) {
    texts.push({ name: 'one too many', text: json('字'.repeat(maxLength + 1)), expect: 'refused' });
    texts.push({
      name: 'one too many of the rare',
      text: json('𡐓'.repeat(maxLength + 1)),
      expect: 'refused',
    });
    if (isFreeText(schema))
      texts.push({
        name: 'as many of the rare as allowed',
        text: json('𡐓'.repeat(maxLength)),
        expect: 'taken',
      });
  }
  if (maxItems !== undefined) {
    texts.push({
      name: 'one item too many',
      text: json(Array.from({ length: maxItems + 1 }, (_, n) => `x${n}`)),
      expect: 'refused',
    });
    texts.push({
      name: 'items of all kinds',
      text: '[1, "a", null, {}, [], true, "\\ud800", 1e999]',
    });
  }
  return texts;
}

function depths(): Value[] {
  const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  return [
    { name: '20 levels', text: nested(20) },
    { name: '20 lists', text: '['.repeat(20) + ']'.repeat(20) },
    { name: '60 levels', text: nested(60), expect: 'refused' },
    {
      name: 'a prototype',
      text: '{"__proto__": {"admin": true}, "constructor": {"prototype": {"x": 1}}}',
    },
    {
      name: '2,000 keys',
      text: json(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n]))),
    },
  ];
}

/** Everything wrong or strange that may be put into a field of an address; already encoded. */
export function queryValues(field: Field): Value[] {
  const { schema } = field;
  const { maxLength } = schema;
  const encoded = [
    ...WORDS,
    '🚦',
    '𡐓',
    'a,b',
    ','.repeat(50),
    '1,2,3,4',
    '-1e999,1,2,3',
    '9'.repeat(40),
  ];
  const refused = { expect: 'refused' } as const;
  return [
    ...encoded.map((word): Value => ({
      name: `the text ${json(word)}`,
      text: encodeURIComponent(word),
    })),
    ...NUMBERS.map(([name, text]): Value => ({ name, text })),
    ...(field.path[0] === 'cursor' ? forgedCursors() : []),
    { name: 'NUL', text: 'a%00b', ...refused },
    { name: 'a control character', text: 'a%07b', ...refused },
    { name: 'half a surrogate', text: 'a%ED%A0%80b' },
    { name: 'broken UTF-8', text: '%ff' },
    { name: 'a broken escape', text: '%' },
    ...(maxLength === undefined
      ? []
      : [
          {
            name: 'one too many',
            text: encodeURIComponent('字').repeat(Math.min(maxLength + 1, 1_000)),
            ...(maxLength < 1_000 ? refused : {}),
          },
        ]),
    ...(isFreeText(schema)
      ? [{ name: 'rare Han', text: encodeURIComponent('𡐓'), expect: 'taken' as const }]
      : []),
  ];
}

/** What may stand where an address names one thing. */
export const PATH_VALUES: readonly Value[] = [
  { name: 'no id', text: '1', expect: 'refused' },
  { name: 'words', text: 'undefined', expect: 'refused' },
  { name: 'NUL', text: '%00', expect: 'refused' },
  { name: 'a broken escape', text: '%', expect: 'refused' },
  { name: 'broken UTF-8', text: '%ff', expect: 'refused' },
  { name: 'a way up', text: '..%2f..%2fetc%2fpasswd', expect: 'refused' },
  { name: 'rare Han', text: encodeURIComponent('𡐓'), expect: 'refused' },
  { name: 'a number', text: '1e999', expect: 'refused' },
  { name: '250 characters', text: 'a'.repeat(250), expect: 'refused' },
  { name: 'a prototype', text: '__proto__', expect: 'refused' },
  { name: 'the nil id', text: '00000000-0000-0000-0000-000000000000', expect: 'refused' },
  { name: 'an id of nothing', text: '018f0000-0000-7000-8000-00000000000a', expect: 'refused' },
  {
    name: 'an id with braces',
    text: '%7B018f0000-0000-7000-8000-00000000000a%7D',
    expect: 'refused',
  },
  {
    name: 'an id and SQL',
    text: `018f0000-0000-7000-8000-00000000000a'%20OR%201=1`,
    expect: 'refused',
  },
];
