import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressOf, bodyWith, type Example, shotOf } from './bad-input/examples.js';
import { type Field } from './bad-input/routes.js';
import { strangeHeaders, wholeBodies } from './bad-input/requests.js';
import { type Attack, bearer, Siege, withFields } from './bad-input/siege.js';
import { bodyValues, PATH_VALUES, queryValues, type Value } from './bad-input/values.js';
import { blames, problemOf } from './bad-input/verdict.js';
import { type Reply, type Shot } from './bad-input/wire.js';
import { type World } from './bad-input/world.js';

// Generated from the OpenAPI document: every field of every route × everything that may be wrong with it, sent by somebody
// who may do everything, so that the fields and not the rights are what is asked. Failures are listed together.
let siege: Siege;
let world: World;
let examples: Example[];
let headers: Record<string, string>;

beforeAll(async () => {
  siege = await Siege.begin();
  world = siege.world;
  // Somebody whose password, name and state may change without anybody being logged out.
  const { path } = world.here.place.street;
  const { id: person } = await world.server.aPerson({ roles: [{ role: 'worker', path }] });
  examples = siege
    .examples({ ...world.here.things, person })
    // Ends the session that all the others use; it has no field.
    .filter(({ route }) => !(route.method === 'DELETE' && route.path.endsWith('/session')));
  headers = bearer(world.root.token);
}, 120_000);

afterAll(() => siege.end());

const failuresOf = (attacks: readonly Attack[]): Promise<string[]> =>
  siege.failuresOf(attacks, { headers });

const verdictOn =
  (value: Value, field: Field) =>
  (reply: Reply): string | null => {
    if (value.expect === 'refused' && reply.status < 400) return 'was taken';
    if (value.expect === 'taken' && blames(reply, field.path.join('.'))) return 'was refused';
    return null;
  };

describe('a request', () => {
  it('that is right in every field is never blamed for one', async () => {
    const attacks = examples
      .filter(({ route }) => route.method !== 'DELETE')
      .map((example): Attack => {
        const judge = (reply: Reply): string | null => {
          const isUpload = !example.body && example.route.operation.requestBody !== undefined;
          return !isUpload && /^request\./.test(problemOf(reply)?.code ?? '')
            ? 'the example is wrong'
            : null;
        };
        return { shot: shotOf(example), judge };
      });
    expect(await failuresOf(attacks)).toEqual([]);
  }, 60_000);
});

describe('every field of every body', () => {
  it('with a wrong, strange or huge value is taken or refused as a problem', async () => {
    const attacks = withFields(examples, 'body')
      .filter(([example]) => example.body !== null)
      .flatMap(([example, field]) =>
        bodyValues(field).map((value): Attack => {
          const { method } = example.route;
          const label = `${field.path.join('.')} = ${value.name}`;
          const shot = {
            method,
            path: addressOf(example),
            label,
            body: bodyWith(example, field, value.text),
          };
          return { shot, judge: verdictOn(value, field) };
        }),
      );
    expect(attacks.length).toBeGreaterThan(3_000);
    expect(await failuresOf(attacks)).toEqual([]);
  }, 180_000);
});

describe('every field of every address', () => {
  it('with a wrong, strange or huge value is taken or refused as a problem', async () => {
    const attacks = withFields(examples, 'query').flatMap(([example, field]) =>
      queryValues(field).map((value): Attack => {
        const name = field.path[0] ?? '';
        const path = addressOf(example, {}, [`${name}=${value.text}`]);
        return {
          shot: { ...shotOf(example, `${name} = ${value.name}`), path },
          judge: verdictOn(value, field),
        };
      }),
    );
    expect(await failuresOf(attacks)).toEqual([]);
  }, 120_000);

  it('given twice, as a list or as a table is refused as a problem', async () => {
    const attacks = withFields(examples, 'query').flatMap(([example, field]) => {
      const [name = ''] = field.path;
      const forms: [string, string[]][] = [
        ['refused', [`${name}=1`, `${name}=2`]],
        ['', [`${name}[]=1`]],
        ['', [`${name}[a]=1`]],
        ['', [`${name}[__proto__][a]=1`]],
        ['', [name]],
        ['', [`__proto__[${name}]=1`, 'constructor=1', 'toString=1']],
        ['', Array.from({ length: 300 }, (_, n) => `unknown${n}=1`)],
      ];
      return forms.map(([expected, pairs]): Attack => {
        const shot = {
          ...shotOf(example, pairs.slice(0, 2).join('&')),
          path: addressOf(example, {}, pairs),
        };
        return {
          shot,
          judge: (reply) => (expected === 'refused' && reply.status < 400 ? 'was taken' : null),
        };
      });
    });
    expect(await failuresOf(attacks)).toEqual([]);
  }, 60_000);

  it('that names nothing answers that there is no such thing', async () => {
    const attacks = withFields(examples, 'path').flatMap(([example, field]) =>
      PATH_VALUES.map((value): Attack => {
        const [name = ''] = field.path;
        const shot = {
          ...shotOf(example, `${name} = ${value.name}`),
          path: addressOf(example, { [name]: value.text }),
        };
        // A role that does not exist yet is made under its code.
        const isNew = example.route.path.includes('/roles/');
        return { shot, judge: isNew ? () => null : verdictOn(value, field) };
      }),
    );
    expect(await failuresOf(attacks)).toEqual([]);
  }, 60_000);
});

describe('every route', () => {
  it('refuses a body that is wrong as a whole', async () => {
    const attacks = examples
      .filter(({ route }) => route.method !== 'GET' && route.method !== 'DELETE')
      .flatMap(wholeBodies)
      .map(({ shot, statuses }): Attack => {
        // A move without fields, or an upload, has nothing to read in a body of JSON.
        const judge = (reply: Reply): string | null =>
          statuses && reply.status < 400 && !isBodiless(shot)
            ? 'was taken'
            : tooLargeFault(shot, reply);
        return { shot, judge };
      });
    expect(await failuresOf(attacks)).toEqual([]);
  }, 120_000);

  it('takes strange headers or refuses them as a problem', async () => {
    const attacks = examples
      .filter(({ route }) => route.method !== 'DELETE')
      .flatMap(strangeHeaders);
    expect(await failuresOf(attacks.map((shot) => ({ shot })))).toEqual([]);
  }, 60_000);

  it('is still there afterwards, for everybody', async () => {
    expect(await world.server.client().get('/healthz')).toMatchObject({ status: 200 });
    expect(await world.root.get('/session')).toMatchObject({ status: 200 });
    expect(
      await world.here.clients.resident.get(`/incidents/${world.here.things.incident}`),
    ).toMatchObject({ status: 200 });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

function isBodiless(shot: Shot): boolean {
  return /\/undo$/.test(shot.path);
}

function tooLargeFault(shot: Shot, reply: Reply): string | null {
  return shot.label === '10 MB' && reply.status !== 413 ? 'is not 413' : null;
}
