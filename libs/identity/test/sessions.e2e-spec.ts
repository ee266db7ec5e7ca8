import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MeWire, type SessionWire } from '@ingrid/contract';
import { type Answer, type TestPerson, TestServer } from '@ingrid/testing';

const PASSWORD = '网格 grid-2026';

// Bodies are what our own wire types say.
const session = (answer: Answer): SessionWire => answer.body as SessionWire;
const me = (answer: Answer): MeWire => answer.body as MeWire;
const problem = (
  answer: Answer,
): { code: string; detail: string; details: { retryAfterSeconds?: number } } =>
  answer.body as { code: string; detail: string; details: { retryAfterSeconds?: number } };

/** A client that, like a browser, comes with the cookie only. */
const browser = (server: TestServer, cookie: string) => ({
  get: (path: string) => server.client().get(path, { cookie }),
  delete: (path: string, headers: Record<string, string> = {}) =>
    server.client().delete(path, { cookie, ...headers }),
  post: (path: string, body: unknown) => server.client().post(path, body, { cookie }),
});

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

  const logIn = (login: string, password: string): Promise<Answer> =>
    server.client().post('/sessions', { login, password });

  it('answers a token and who has logged in', async () => {
    const answer = await logIn('LiHua', PASSWORD);

    expect(answer.status).toBe(201);
    expect(session(answer).person).toEqual({
      id: person.id,
      login: 'lihua',
      name: '李华',
      roles: ['worker'],
    });
    expect(session(answer).token).toMatch(/^[\w-]{43}$/);
  });

  it('says who I am and what I may do where', async () => {
    const client = server.client().withToken(session(await logIn('lihua', PASSWORD)).token);

    const answer = await client.get('/session');

    expect(answer.status).toBe(200);
    expect(me(answer).allowed).toContainEqual({ verb: 'incident.report', paths: ['44.4403'] });
    expect(me(answer).allowed.map(({ verb }) => verb)).not.toContain('grant.manage');
    expect(me(answer).csrfToken).toBeNull();
  });

  it('takes full-width letters of an input method for the same login and password', async () => {
    expect((await logIn(' ＬＩＨＵＡ', '网格　ｇｒｉｄ－２０２６')).status).toBe(201);
  });

  it('answers a wrong password and an unknown login with the same words', async () => {
    const wrong = await logIn('lihua', 'not the password');
    const nobody = await logIn('nobody-of-this-name', 'not the password');

    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(problem(wrong).code).toBe('sessions.wrong_login_or_password');
    expect(problem(nobody).detail).toBe(problem(wrong).detail);
    expect(problem(nobody).details).toEqual(problem(wrong).details);
  });

  it('works about as much for an unknown login as for a wrong password', async () => {
    await server.aPerson({ login: 'timed', password: PASSWORD });
    // Work of the processor, not time: what else the machine does must not matter.
    const spent = async (login: (i: number) => string): Promise<number> => {
      const from = process.cpuUsage();
      for (let i = 0; i < 4; i += 1) await logIn(login(i), 'not the password');
      return process.cpuUsage(from).user;
    };
    const known = await spent(() => 'timed');
    const unknown = await spent((i) => `ghost-${i}`);
    expect(unknown / known).toBeGreaterThan(0.4);
  });

  it('refuses tokens that are forged, malformed or of a closed session', async () => {
    const { token } = session(await logIn('lihua', PASSWORD));
    const client = server.client().withToken(token);
    expect((await client.get('/session')).status).toBe(200);
    expect((await client.delete('/session')).status).toBe(204);

    const closed = await client.get('/session');
    const forged = await server.client().withToken('A'.repeat(43)).get('/session');
    const malformed = await server.client().get('/session', { authorization: 'Bearer x y z' });

    expect([closed.status, forged.status, malformed.status]).toEqual([401, 401, 401]);
    expect(problem(closed).code).toBe('access.unauthenticated');
    expect(closed.headers.get('content-type')).toContain('application/problem+json');
  });

  it('ends a session at its time', async () => {
    const client = await server.as(person);
    expect((await client.get('/session')).status).toBe(200);
    server.clock.advance(12 * 3_600_000 + 1_000);

    expect((await client.get('/session')).status).toBe(401);
    expect(await server.runTimers()).toBeGreaterThan(0);
  });

  it('never keeps the token itself', async () => {
    const { token } = session(await logIn('lihua', PASSWORD));
    const { default: pg } = await import('pg');
    const db = new pg.Client({ connectionString: server.database.url });
    await db.connect();
    const { rows } = await db.query(
      `SELECT 1 FROM sessions WHERE token_hash LIKE '%' || $1 || '%'`,
      [token],
    );
    const log = await db.query(
      `SELECT 1 FROM activity WHERE data::text LIKE '%李华%' OR data::text LIKE '%lihua%'`,
    );
    await db.end();
    expect([rows, log.rows]).toEqual([[], []]);
  });

  describe('in a browser', () => {
    let cookie: string;
    let attributes: string;

    beforeAll(async () => {
      const answer = await logIn('lihua', PASSWORD);
      attributes = answer.headers.getSetCookie().join('\n');
      cookie = attributes.split(';')[0] ?? '';
    });

    it('keeps the session in a cookie that scripts cannot read', () => {
      expect(attributes).toMatch(/^ingrid_session=[\w-]{43};/);
      expect(attributes).toContain('HttpOnly');
      expect(attributes).toContain('SameSite=Lax');
    });

    it('refuses a write without the anti-forgery token and takes one with it', async () => {
      const page = browser(server, cookie);
      const { csrfToken } = me(await page.get('/session'));
      expect(csrfToken).toMatch(/^[\w-]{43}$/);

      const without = await page.delete('/session');
      const wrong = await page.delete('/session', { 'x-csrf-token': 'A'.repeat(43) });
      const right = await page.delete('/session', { 'x-csrf-token': csrfToken ?? '' });

      expect([without.status, wrong.status, right.status]).toEqual([403, 403, 204]);
      expect(problem(without).code).toBe('access.csrf');
    });

    it('lets somebody whose cookie has run out log in again', async () => {
      const again = await browser(server, cookie).post('/sessions', {
        login: 'lihua',
        password: PASSWORD,
      });
      expect(again.status).toBe(201);
    });
  });

  it('answers strange input with a problem document', async () => {
    const strange = [
      {},
      { login: 'lihua' },
      { login: 5, password: [] },
      { login: '\u0000', password: 'x' },
      { login: '\ud800', password: PASSWORD },
      { login: 'x'.repeat(10_000), password: PASSWORD },
      { login: '𡐓😀', password: '𡐓😀' },
      [1],
      'text',
    ];
    for (const body of strange) {
      const answer = await server.client().post('/sessions', body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(problem(answer).code).toMatch(/^(request|sessions)\./);
    }
  });
});

describe('logging in again', () => {
  it('is not kept back by a session that has ended', async () => {
    const server = await TestServer.start();
    await server.aPerson({ login: 'again', password: PASSWORD });
    const answer = await server
      .client()
      .post(
        '/sessions',
        { login: 'again', password: PASSWORD },
        { cookie: `ingrid_session=${'x'.repeat(43)}`, 'x-csrf-token': 'of the old session' },
      );
    expect(answer.status).toBe(201);
    await server.close();
  }, 60_000);
});

describe('guessing passwords', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start({ TRUST_PROXY: '1' });
  }, 60_000);

  afterAll(() => server.close());

  const tryFrom = (address: string, login: string, password: string): Promise<Answer> =>
    server.client().post('/sessions', { login, password }, { 'x-forwarded-for': address });

  it('makes the login wait longer and longer, also with the right password, and ends', async () => {
    await server.aPerson({ login: 'victim', password: PASSWORD });
    for (let i = 0; i < 5; i += 1)
      expect((await tryFrom('10.0.0.1', 'victim', 'guess')).status).toBe(401);

    const first = await tryFrom('10.0.0.2', 'victim', PASSWORD);
    expect(first.status).toBe(429);
    expect(problem(first).details.retryAfterSeconds).toBeLessThanOrEqual(30);
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0);

    server.clock.advance(31_000);
    expect((await tryFrom('10.0.0.1', 'victim', 'guess')).status).toBe(401);
    const second = await tryFrom('10.0.0.1', 'victim', PASSWORD);
    expect(problem(second).details.retryAfterSeconds).toBeGreaterThan(30);

    server.clock.advance(61_000);
    expect((await tryFrom('10.0.0.1', 'victim', PASSWORD)).status).toBe(201);
    expect((await tryFrom('10.0.0.1', 'victim', 'guess')).status).toBe(401);
  });

  it('treats a login that nobody has in the same way', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1)
      statuses.push((await tryFrom('10.0.1.1', 'ghost', 'guess')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('makes an address wait that tries many logins, and nobody else', async () => {
    await server.aPerson({ login: 'bystander', password: PASSWORD });
    for (let i = 0; i < 30; i += 1) await tryFrom('10.0.2.1', `name-${i}`, 'guess');

    expect((await tryFrom('10.0.2.1', 'bystander', PASSWORD)).status).toBe(429);
    expect((await tryFrom('10.0.2.2', 'bystander', PASSWORD)).status).toBe(201);
  });

  it('counts a household of IPv6 as one, and believes only what its own proxy says', async () => {
    await server.aPerson({ login: 'housemate', password: PASSWORD });
    for (let i = 0; i < 30; i += 1)
      await tryFrom(`203.0.113.${i}, 2001:db8::5:0:0:0:${i}`, `house-${i}`, 'guess');

    const inside = '203.0.113.99, 2001:db8:0:5:ffff::1';
    expect((await tryFrom(inside, 'housemate', PASSWORD)).status).toBe(429);
    expect((await tryFrom('2001:db8:0:6::1', 'housemate', PASSWORD)).status).toBe(201);
  });

  it('does not let forty guesses at one moment slip through', async () => {
    await server.aPerson({ login: 'rushed', password: PASSWORD });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => tryFrom(`10.1.0.${i}`, 'rushed', 'guess')),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('lets a whole office log in from one address', async () => {
    await server.aPerson({ login: 'clerk', password: PASSWORD });
    for (let i = 0; i < 35; i += 1)
      expect((await tryFrom('10.2.0.1', 'clerk', PASSWORD)).status).toBe(201);
  });
});
