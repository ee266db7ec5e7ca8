import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MeWire, type SessionWire } from '@ingrid/contract';
import { TestClient, type TestPerson, TestServer } from '@ingrid/testing';

const PASSWORD = '网格 grid-2026';

// Bodies are what our own wire types say.
const session = (answer: { body: unknown }): SessionWire => answer.body as SessionWire;
const code = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

describe('logging in and out', () => {
  let server: TestServer;
  let person: TestPerson;

  beforeAll(async () => {
    server = await TestServer.start();
    person = await server.aPerson({
      login: 'lihua',
      name: '李华',
      password: PASSWORD,
      roles: [{ role: 'worker', path: '44.4403' }],
    });
  }, 60_000);

  afterAll(() => server.close());

  it('answers a token and who has logged in', async () => {
    const answer = await server.client().post('/sessions', { login: 'LiHua', password: PASSWORD });

    expect(answer.status).toBe(201);
    expect(session(answer).person).toEqual({ id: person.id, login: 'lihua', name: '李华', roles: ['worker'] });
    const me = await server.client().withToken(session(answer).token).get('/session');
    expect(me.status).toBe(200);
    expect((me.body as MeWire).allowed).toContainEqual({ verb: 'incident.report', paths: ['44.4403'] });
    expect((me.body as MeWire).csrfToken).toBeNull();
  });
});
