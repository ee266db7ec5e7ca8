import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProcessDefinition } from '@ingrid/workflow';
import { addressOf, bodyWith, type Example, kindOfField, shotOf } from './bad-input/examples.js';
import { type Field } from './bad-input/routes.js';
import { type Attack, Siege, withFields } from './bad-input/siege.js';
import { type Reply } from './bad-input/wire.js';
import { SECRET, SECRET_PHONE, type Things, type World } from './bad-input/world.js';

// Generated from the OpenAPI document: every route × every role of one street × the things of another street.
let siege: Siege;
let world: World;
let examples: Example[];

beforeAll(async () => {
  siege = await Siege.begin();
  world = siege.world;
  examples = siege.examples(world.here.things);
}, 120_000);

afterAll(() => siege.end());

/** What everybody may see of another street: the grid card must hang where people gather. */
const OPEN_TO_ALL = /\/grids\/\{id\}\/card$/;
/** Any report may be joined, which makes it one's own matter; see below. */
const JOINING = /\/followers$/;

describe('what belongs to another street', () => {
  it('is not found by its address, whatever it is and whoever asks', async () => {
    const attacks = siege
      .actors()
      .flatMap(([who, headers]) =>
        withFields(examples, 'path').flatMap(([example, field]) =>
          foreignAddresses(example, field, { who, headers }),
        ),
      );
    expect(attacks.length).toBeGreaterThan(2_000);
    expect(await siege.failuresOf(attacks, { others: true })).toEqual([]);
  }, 120_000);

  it('does not show in any list, searched for by anything', async () => {
    const attacks = siege.actors().flatMap(([who, headers]) => [
      ...examples
        .filter(({ route }) => route.method === 'GET')
        .map((example): Attack => ({ shot: { ...shotOf(example, who), headers } })),
      ...withFields(examples, 'query').flatMap(([example, field]) =>
        searches(example, field).map((text): Attack => {
          const path = addressOf(example, {}, [
            `${field.path[0] ?? ''}=${encodeURIComponent(text)}`,
          ]);
          return { shot: { ...shotOf(example, `${who} looks for ${text}`), path, headers } };
        }),
      ),
    ]);
    expect(await siege.failuresOf(attacks, { others: true })).toEqual([]);
  }, 120_000);

  it('cannot be named in a body to reach into that street', async () => {
    const attacks = siege.actors().flatMap(([who, headers]) =>
      withFields(examples, 'body').flatMap(([example, field]) => {
        const kind = kindOfField(field, example.route);
        if (kind === null || example.body === null) return [];
        const id = world.there.things[kind];
        const raw = JSON.stringify(field.schema.type === 'array' ? [id] : id);
        const name = field.path.join('.');
        const shot = {
          ...shotOf(example, `${who} names ${name} of others`),
          headers,
          body: bodyWith(example, field, raw),
        };
        return [
          {
            shot,
            judge:
              REACHES.test(name) || APPOINTS.test(example.route.path)
                ? refusedOr(example)
                : () => null,
          },
        ];
      }),
    );
    expect(await siege.failuresOf(attacks, { others: true })).toEqual([]);
  }, 60_000);

  it('does not open by joining it: followers hear how it goes on, not what was written', async () => {
    const { incident, attachment } = world.there.things;
    const joiner = await world.server.as(await world.server.aPerson());
    expect((await joiner.post(`/incidents/${incident}/followers`, {})).status).toBe(201);
    const { status, body } = await joiner.get(`/incidents/${incident}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      following: true,
      description: '',
      answers: {},
      attachments: [],
      reporter: { masked: true },
    });
    expect(await joiner.get(`/attachments/${attachment}`)).toMatchObject({ status: 404 });
    expect(
      JSON.stringify((await joiner.get(`/incidents/${incident}/timeline`)).body),
    ).not.toContain(attachment);
    expect((await joiner.get(`/tasks/${world.there.things.task}`)).status).toBe(403);
  });

  it('cannot be moved by any step of the process', async () => {
    const { body } = await world.root.get('/process/definitions/incident-seven-stage');
    const definition = body as Partial<ProcessDefinition>; // its route answers it
    const names = (definition.moves ?? []).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    const { incident, task, unit } = world.there.things;
    const attacks = siege.actors().flatMap(([who, headers]) =>
      names.flatMap((move) =>
        [`incidents/${incident}`, `tasks/${task}`].map((thing): Attack => {
          const request = {
            move,
            note: '说明',
            reason: '理由',
            assigneeUnitId: unit,
            categoryCode: 'C01.16',
            attachmentIds: [],
          };
          const shot = {
            method: 'POST',
            path: `/api/v1/${thing}/moves`,
            label: `${who} ${move}`,
            body: JSON.stringify(request),
            headers,
          };
          return {
            shot,
            judge: (reply) => ([401, 403, 404].includes(reply.status) ? null : 'is not refused'),
          };
        }),
      ),
    );
    expect(await siege.failuresOf(attacks, { others: true })).toEqual([]);
    const { body: after } = await world.there.clients.dispatcher.get(`/incidents/${incident}`);
    expect(after).toMatchObject({ state: 'dispatched', followers: expect.any(Number) });
  }, 60_000);
});

/** Naming one of these means working in the street it belongs to, or taking what is not one's own. */
const REACHES = /^(regionPath|communityId|parentId|attachmentIds|ids|duplicateOfId)$/;

/** Whoever is known in another street only is appointed by nobody here who does not know the login. */
const APPOINTS = /\/grants$|\/staff$/;

/** Bulk moves and notices answer 200 and leave out what is not one's own. */
function refusedOr(example: Example): (reply: Reply) => string | null {
  return (reply) => {
    if (reply.status >= 400 || example.route.path.endsWith('/notices/read')) return null;
    const isNothingMoved =
      example.route.path.endsWith('/incidents/moves') && !reply.text.includes('"ok":true');
    return isNothingMoved ? null : 'was taken';
  };
}

function foreignAddresses(
  example: Example,
  field: Field,
  { who, headers }: { who: string; headers: Record<string, string> },
): Attack[] {
  const name = field.path[0] ?? '';
  const { path } = example.route;
  if (JOINING.test(path)) return [];
  const isFree = OPEN_TO_ALL.test(path);
  const own = kindOfField(field, example.route);
  return ID_KINDS.map((kind): Attack => {
    const shot = {
      ...shotOf(example, `${who} asks for the ${kind} of others`),
      path: addressOf(example, { [name]: world.there.things[kind] }),
      headers,
    };
    const judge = (reply: Reply): string | null => {
      if (isFree && kind === own) return null;
      return [400, 401, 403, 404, 409].includes(reply.status) &&
        !(kind === own && reply.status === 409)
        ? null
        : 'is not refused';
    };
    return { shot, judge };
  });
}

const ID_KINDS: readonly (keyof Things)[] = [
  'incident',
  'attachment',
  'task',
  'notice',
  'person',
  'unit',
  'grant',
  'grid',
  'region',
  'staff',
  'rule',
  'import',
];

/** What somebody would search for to find the other street. */
function searches(example: Example, field: Field): string[] {
  const { things, people } = world.there;
  const kind = kindOfField(field, example.route);
  const { schema } = field;
  if (schema.enum) return [...schema.enum];
  if (kind !== null) return [things[kind], things.region, world.server.config.HOST];
  if (field.path[0] === 'bbox') return ['-180,-90,180,90'];
  if (schema.type !== 'string') return ['1', 'true', 'false'];
  return [
    SECRET,
    things.number,
    people.resident.name,
    things.regionPath,
    SECRET_PHONE,
    'open',
    'closed',
    '440305',
  ];
}
