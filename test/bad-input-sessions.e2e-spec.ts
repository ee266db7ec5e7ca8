import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityService } from '@ingrid/identity';
import { SESSION_COOKIE } from '@ingrid/platform';
import { type Example, shotOf } from './bad-input/examples.js';
import { type Attack, bearer, Siege } from './bad-input/siege.js';
import { problemOf } from './bad-input/verdict.js';
import { type World } from './bad-input/world.js';

// Generated from the OpenAPI document: every route × every way of not being who one says.
let siege: Siege;
let world: World;
let examples: Example[];

beforeAll(async () => {
  siege = await Siege.begin();
  world = siege.world;
  examples = siege.examples(world.here.things);
}, 120_000);

afterAll(() => siege.end());

const isOpen = (example: Example): boolean =>
  example.route.operation['x-access']?.kind === 'public';

describe('a session', () => {
  it('that is forged, expired, closed or of somebody suspended opens nothing', async () => {
    const tokens = Object.entries({ ...forgedTokens(), ...(await deadTokens()) });
    const attacks = examples.flatMap((example) =>
      tokens.map(([name, authorization]): Attack => {
        const shot = { ...shotOf(example, name), headers: { authorization } };
        return { shot, judge: (reply) => (reply.status === 401 ? null : 'is not 401') };
      }),
    );
    expect(await siege.failuresOf(attacks, { others: true })).toEqual([]);
  }, 60_000);

  it('in a cookie writes nothing without the anti-forgery token', async () => {
    const { token } = await world.server
      .get(IdentityService)
      .openSession(world.here.people.admin.id);
    const attacks = examples
      .filter(({ route }) => route.method !== 'GET')
      .map((example): Attack => {
        const shot = {
          ...shotOf(example, 'cookie'),
          headers: { cookie: `${SESSION_COOKIE}=${token}`, 'x-csrf-token': 'x' },
        };
        return {
          shot,
          judge: (reply) => (problemOf(reply)?.code === 'access.csrf' ? null : 'is not refused'),
        };
      });
    expect(await siege.failuresOf(attacks, { others: true })).toEqual([]);
  }, 60_000);

  it('that is missing or has no right to it opens only what is open to everybody', async () => {
    const attacks = examples
      .filter((example) => !isOpen(example))
      .map((example): Attack => ({
        shot: shotOf(example, 'anonymous'),
        judge: (reply) => (reply.status === 401 ? null : 'is not 401'),
      }));
    const resident = bearer(world.here.clients.resident.token);
    const held = examples
      .filter(({ route }) => route.operation['x-access']?.kind === 'verb')
      .map((example): Attack => ({
        shot: { ...shotOf(example, 'resident'), headers: resident },
        judge: (reply) => (reply.status === 403 ? null : 'is not 403'),
      }));
    expect(await siege.failuresOf([...attacks, ...held], { others: true })).toEqual([]);
  }, 60_000);
});

function forgedTokens(): Record<string, string> {
  const mine = String(world.here.clients.admin.token);
  return {
    'a forged token': `Bearer ${'x'.repeat(43)}`,
    'a token with one other letter': `Bearer ${mine.slice(0, -1)}${mine.endsWith('A') ? 'B' : 'A'}`,
    'half a token': `Bearer ${mine.slice(0, mine.length / 2)}`,
    'a token with more': `Bearer ${mine}${mine}`,
    'no token': 'Bearer ',
    'another scheme': `Basic ${mine}`,
    'letters outside ASCII': 'Bearer \u00e9\u00ff',
    'a token of SQL': `Bearer ' OR 1=1 --`,
    'a token made elsewhere': 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.',
  };
}

async function deadTokens(): Promise<Record<string, string>> {
  const { server, here, root } = world;
  const identity = server.get(IdentityService);
  server.clock.advance(-13 * 3_600_000);
  const expired = await identity.openSession(here.people.admin.id);
  server.clock.advance(13 * 3_600_000);
  const closed = await identity.openSession(here.people.admin.id);
  await server.client().withToken(closed.token).delete('/session');
  const leaver = await server.aPerson({ roles: [{ role: 'admin', path: here.place.street.path }] });
  const suspended = await identity.openSession(leaver.id);
  const answer = await root.patch(`/people/${leaver.id}`, { state: 'suspended' });
  expect(answer.status).toBe(200);
  return {
    'an expired session': `Bearer ${expired.token}`,
    'a closed session': `Bearer ${closed.token}`,
    'a session of somebody suspended': `Bearer ${suspended.token}`,
  };
}
