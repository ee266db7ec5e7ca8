import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GrantWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { type Answer, TestServer } from '@ingrid/testing';

const STREET = '44.4403.440305.440305001';

const grantOf = (answer: Answer): GrantWire => answer.body as GrantWire;

describe('two servers on one database', () => {
  let one: TestServer;
  let two: TestServer;

  beforeAll(async () => {
    one = await TestServer.start();
    two = await TestServer.start({}, one);
    await one.aStreet();
  }, 60_000);

  afterAll(async () => {
    await two.close();
    await one.close();
  });

  // Less than the ten seconds for which a session is cached: only the message can be the reason.
  async function within(milliseconds: number, wanted: () => Promise<boolean>): Promise<void> {
    const from = performance.now();
    while (!(await wanted())) {
      if (performance.now() - from > milliseconds) throw new Error(`not within ${milliseconds} ms`);
      await new Promise((go) => setTimeout(go, 10));
    }
  }

  it('make a revoke act in the other one at once', async () => {
    const admin = await one.as(await one.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    const person = await one.aPerson();
    const given = await admin.post('/grants', {
      personId: person.id,
      role: 'dispatcher',
      regionPath: STREET,
    });
    const { token } = await one.get(IdentityService).openSession(person.id);
    const there = two.client().withToken(token);
    expect((await there.get('/people')).status).toBe(200);

    await admin.delete(`/grants/${grantOf(given).id}`);

    await within(5_000, async () => (await there.get('/people')).status === 403);
  });

  it('make a log-out act in the other one at once', async () => {
    const { token } = await one.get(IdentityService).openSession((await one.aPerson()).id);
    const there = two.client().withToken(token);
    expect((await there.get('/session')).status).toBe(200);

    await one.client().withToken(token).delete('/session');

    await within(5_000, async () => (await there.get('/session')).status === 401);
  });
});
