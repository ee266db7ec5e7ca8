import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SessionWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { type Answer, TestServer } from '@ingrid/testing';

const code = (answer: Answer): string => (answer.body as { code: string }).code;
const itemsOf = (answer: Answer): { id: string; login: string }[] =>
  (answer.body as { items: { id: string; login: string }[] }).items;

describe('the last administrator', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
  }, 60_000);

  afterAll(() => server.close());

  it('is made by the command line once, and cannot be removed', async () => {
    const identity = server.get(IdentityService);
    const given = { login: 'first', name: '管理员', password: 'first password' };
    expect(await identity.hasAdministrator()).toBe(false);
    const { id } = await identity.createFirstAdministrator(given);
    await expect(
      identity.createFirstAdministrator({ ...given, login: 'second' }),
    ).rejects.toMatchObject({
      code: 'people.administrator_exists',
    });
    const logged = await server
      .client()
      .post('/sessions', { login: 'first', password: 'first password' });
    const client = server.client().withToken((logged.body as SessionWire).token);
    const [own] = itemsOf(await client.get(`/grants?personId=${id}`));

    expect(code(await client.delete(`/grants/${own?.id ?? ''}`))).toBe('people.last_administrator');
    expect(code(await client.patch(`/people/${id}`, { state: 'suspended' }))).toBe(
      'people.last_administrator',
    );
    const trimmed = { zh: '管理员', en: 'Admin', verbs: ['person.read'] };
    expect(code(await client.put('/roles/admin', trimmed))).toBe('people.last_administrator');

    await server.aPerson({ roles: [{ role: 'admin', path: '' }] });
    expect((await client.delete(`/grants/${own?.id ?? ''}`)).status).toBe(204);
  });
});
