import { type ApiDocument, type Field, fieldsOf, type Route } from './routes.js';
import { type Things } from './world.js';
import { type Shot } from './wire.js';

/** A request that is right in every field, so that one wrong field is all that can be refused. */
export interface Example {
  readonly route: Route;
  readonly fields: readonly Field[];
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | null;
}

export function exampleOf(document: ApiDocument, route: Route, things: Things): Example {
  const fields = fieldsOf(document, route);
  const needed = fields.filter((field) => field.required);
  const at = (place: Field['place']): Record<string, string> =>
    Object.fromEntries(
      needed
        .filter((f) => f.place === place)
        .map((f) => [f.path[0] ?? '', String(valueFor(f, route, things))]),
    );
  const isJson = route.operation.requestBody?.content['application/json'] !== undefined;
  let body: Record<string, unknown> = {};
  // A part that may be absent is absent, even if it would need fields of its own.
  for (const field of needed.filter((f) => f.place === 'body' && f.path.length === 1)) {
    body = withField(body, field.path, valueFor(field, route, things));
  }
  if (isJson && /\/incidents$/.test(route.path))
    body = { ...body, contact: { phone: '13800138000' }, location: { lat: 22.501, lng: 113.921 } };
  // Somebody to appoint is named by id or by login, therefore neither is required alone.
  if (isJson && /\/(grants|staff)$/.test(route.path)) body = { ...body, personId: things.person };
  return { route, fields, path: at('path'), query: at('query'), body: isJson ? body : null };
}

const ID_KINDS: readonly [RegExp, keyof Things][] = [
  [/\/incidents\//, 'incident'],
  [/\/attachments\//, 'attachment'],
  [/\/tasks\//, 'task'],
  [/\/grants\//, 'grant'],
  [/\/dispatch-rules\//, 'rule'],
  [/\/people\//, 'person'],
  [/\/imports\//, 'import'],
  [/\/case-standards\//, 'standard'],
  [/\/grids\//, 'grid'],
  [/\/staff\//, 'staff'],
  [/\/regions\//, 'region'],
];

/** Which kind of thing the `{id}` of a route names. */
export function kindOfId(route: Route): keyof Things | null {
  return ID_KINDS.find(([pattern]) => pattern.test(route.path))?.[1] ?? null;
}

const NAMED: Readonly<Record<string, keyof Things>> = {
  personId: 'person',
  actor: 'person',
  assignee: 'person',
  assigneePersonId: 'person',
  unitId: 'unit',
  unit: 'unit',
  assigneeUnitId: 'unit',
  communityId: 'community',
  parentId: 'region',
  regionId: 'region',
  region: 'regionPath',
  regionPath: 'regionPath',
  parent: 'regionPath',
  duplicateOfId: 'incident',
  subjectId: 'incident',
  attachmentIds: 'attachment',
  number: 'number',
};

/** The kind of thing that a field names, by its name in our contract. */
export function kindOfField(field: Field, route: Route): keyof Things | null {
  const name = field.path.at(-1) ?? '';
  if (field.place === 'path') return name === 'id' ? kindOfId(route) : null;
  if (name === 'ids') return route.path.includes('notices') ? 'notice' : 'incident';
  return NAMED[name] ?? null;
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  bbox: '113.9,22.4,114.2,22.6',
  near: '22.5,113.9',
  move: 'comment',
  role: 'worker',
  code: 'bad_input',
  categoryCode: 'C01.16',
  kind: 'regions',
  login: 'somebody',
  password: 'gezhong-demo-1',
  phone: '13800138000',
  trackingCode: 'ABCD-EFGH',
  verbs: ['incident.report'],
  lat: 22.501,
  lng: 113.921,
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [100, 10],
        [100.001, 10],
        [100.001, 10.001],
        [100, 10.001],
        [100, 10],
      ],
    ],
  },
};

let made = 0;

function valueFor(field: Field, route: Route, things: Things): unknown {
  const name = field.path.at(-1) ?? '';
  const { schema } = field;
  const kind = kindOfField(field, route);
  if (kind !== null) return schema.type === 'array' ? [things[kind]] : things[kind];
  if (schema.enum) return schema.enum[0];
  if (name in SAMPLES) return SAMPLES[name];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  made += 1;
  return schema.format === 'date-time' ? '2026-06-02T09:00:00+08:00' : `示例${made}`;
}

export function withField(
  body: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [first = '', ...rest] = path;
  const below = body[first];
  const isPart = typeof below === 'object' && below !== null;
  const part: Record<string, unknown> = isPart ? { ...below } : {};
  return { ...body, [first]: rest.length === 0 ? value : withField(part, rest, value) };
}

/** The address of an example with single parts replaced by what is given, as it stands. */
export function addressOf(
  example: Example,
  path: Record<string, string> = {},
  query: readonly string[] = [],
): string {
  const parts = Object.entries({ ...encodedAll(example.path), ...path });
  const base = parts.reduce(
    (address, [name, value]) => address.replace(`{${name}}`, value),
    example.route.path,
  );
  const given = new Set(query.map((pair) => pair.split('=')[0]));
  const own = Object.entries(encodedAll(example.query)).filter(([name]) => !given.has(name));
  const pairs = [...own.map(([name, value]) => `${name}=${value}`), ...query];
  return pairs.length === 0 ? base : `${base}?${pairs.join('&')}`;
}

function encodedAll(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]),
  );
}

/** The example itself as a request. */
export function shotOf(example: Example, label = 'as it should be'): Shot {
  const { route, body } = example;
  return {
    method: route.method,
    path: addressOf(example),
    label,
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  };
}

const HOLE = '"@@hole@@"';

/** The example with raw JSON in one field. */
export function bodyWith(example: Example, field: Field, raw: string): string {
  const filled = JSON.stringify(withField(withSiblings(example, field), field.path, '@@hole@@'));
  return filled.replace(HOLE, () => raw);
}

/** A field inside a part needs the other fields of that part. */
function withSiblings(example: Example, field: Field): Record<string, unknown> {
  const above = field.path.slice(0, -1);
  if (above.length === 0) return { ...example.body };
  const siblings = example.fields.filter(
    (f) => f.place === 'body' && f.path.length > 1 && f.path[0] === above[0] && f.required,
  );
  return siblings.reduce<Record<string, unknown>>(
    (body, sibling) => withField(body, sibling.path, SAMPLES[sibling.path.at(-1) ?? ''] ?? '示例'),
    { ...example.body },
  );
}
