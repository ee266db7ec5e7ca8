import { mkdtemp, mkdir, writeFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { csrfTokenOf } from '../src/index.js';
import { type Answer, ask as send, expectProblem, SampleController } from './http-support.js';
import { cloneDatabase, ground, PERSON, type TestDatabase, WORKER_TOKEN } from './support.js';

let database: TestDatabase;
let app: NestFastifyApplication;
let address: string;
let web: string;

beforeAll(async () => {
  database = await cloneDatabase();
  web = await mkdtemp(join(tmpdir(), 'ingrid-web-'));
  await mkdir(join(web, 'assets'));
  await writeFile(join(web, 'index.html'), '<!doctype html><title>格中</title>');
  await writeFile(join(web, 'assets', 'main-abc.js'), 'export {};');
  app = await ground(database, { controllers: [SampleController], environment: { WEB_DIR: web } });
  address = await app.getUrl();
});

afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(web, { recursive: true });
});

const ask = (
  method: string,
  path: string,
  body?: string,
  headers?: Record<string, string>,
): Promise<Answer> => send(`${address}${path}`, method, body, headers);

describe('an address', () => {
  it.each<[string, string, number, string]>([
    ['GET', '/api/v1/nothing', 404, 'request.no_such_route'],
    ['GET', '/api/v2', 404, 'request.no_such_route'],
    ['GET', '/api', 404, 'request.no_such_route'],
    ['DELETE', '/api/v1/samples', 404, 'request.no_such_route'],
    ['POST', '/some/page', 404, 'request.no_such_route'],
    ['GET', '/missing.js', 404, 'request.no_such_route'],
    ['GET', '/api/v1/samples/1', 400, 'request.invalid_id'],
    ['GET', '/api/v1/samples/%00', 400, 'request.invalid_id'],
    ['GET', '/api/v1/samples/%', 400, 'request.refused'],
    ['GET', '/api/v1/samples/%ff', 400, 'request.refused'],
    ['GET', `/api/v1/samples/${'a'.repeat(300)}`, 404, 'request.no_such_route'],
    ['GET', '/api/v1/samples?limit=0', 400, 'request.invalid'],
    ['GET', '/api/v1/samples?limit=1e3', 400, 'request.invalid'],
    ['GET', '/api/v1/samples?limit=5&limit=6', 400, 'request.invalid'],
    ['GET', '/api/v1/samples?cursor[a]=1&cursor=2&cursor=3', 400, 'request.invalid'],
    ['GET', '/api/v1/samples/silent', 403, 'access.undeclared'],
    ['GET', '/api/v1/samples/broken', 500, 'internal.unexpected'],
  ])('%s %s is answered with a problem document', async (method, path, status, code) => {
    const answer = await ask(method, path);
    expectProblem(answer, status, code);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('that is a page of the application gets the application, and its files are kept', async () => {
    const page = await ask('GET', '/incidents/42?x=1');
    expect(page.status).toBe(200);
    expect(page.body['text']).toContain('格中');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const root = await ask('GET', '/');
    expect(root.body['text']).toContain('格中');
    expect(root.headers.get('cache-control')).toBe('no-cache');
    const file = await ask('GET', '/assets/main-abc.js');
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect((await ask('GET', '/../../etc/passwd')).body['text']).not.toContain('root:');
    expect((await ask('GET', '/assets/..%2f..%2f..%2f..%2fetc/passwd')).body['text']).not.toContain(
      'root:',
    );
  });
});

function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (d) => (answer += d.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(answer);
    });
    socket.setTimeout(3_000, () => socket.destroy());
  });
}

describe('who asks', () => {
  const bearer = { authorization: `Bearer ${WORKER_TOKEN}` };
  const cookie = { cookie: `ingrid_session=${WORKER_TOKEN}` };

  it('is known by a bearer token or a cookie, and a forged token is never taken for a guest', async () => {
    expect((await ask('GET', '/api/v1/samples/mine', undefined, bearer)).body['person']).toBe(
      PERSON,
    );
    expect((await ask('GET', '/api/v1/samples/mine', undefined, cookie)).body['person']).toBe(
      PERSON,
    );
    expectProblem(await ask('GET', '/api/v1/samples/mine'), 401, 'access.unauthenticated');
    const forged = { authorization: `Bearer ${'x'.repeat(22)}` };
    expectProblem(
      await ask('GET', '/api/v1/samples/mine', undefined, forged),
      401,
      'access.unauthenticated',
    );
    expectProblem(
      await ask('GET', '/api/v1/samples', undefined, forged),
      401,
      'access.unauthenticated',
    );
    expectProblem(
      await ask('GET', '/api/v1/samples', undefined, { authorization: 'Basic eDp5' }),
      401,
      'access.unauthenticated',
    );
    expect(
      (
        await ask('GET', '/api/v1/samples', undefined, {
          cookie: `ingrid_session=${'x'.repeat(22)}`,
        })
      ).status,
    ).toBe(200);
  });

  it('must hold the verb', async () => {
    expectProblem(
      await ask('GET', '/api/v1/samples/managed', undefined, bearer),
      403,
      'access.forbidden',
    );
    expectProblem(await ask('GET', '/api/v1/samples/managed'), 401, 'access.unauthenticated');
  });

  it('gives a phone number with at least five digits', async () => {
    const given = async (phone: string): Promise<number> => {
      const body = JSON.stringify({ title: '灯坏了', phone });
      const headers = { 'content-type': 'application/json' };
      return (await ask('POST', '/api/v1/samples', body, headers)).status;
    };
    for (const phone of ['12345', '0571-88888888', '+86 13800138000', '1-2-3-4-5'])
      expect([phone, await given(phone)]).toEqual([phone, 201]);
    for (const phone of ['-----', '1---2', '+86 -----', '1234-'])
      expect([phone, await given(phone)]).toEqual([phone, 400]);
  });

  it('is not taken for nobody when our own page writes after the session has ended', async () => {
    const stale = { cookie: `ingrid_session=${'x'.repeat(22)}` };
    const body = JSON.stringify({ title: '灯坏了' });
    const write = (headers: Record<string, string>): Promise<Answer> =>
      ask('POST', '/api/v1/samples', body, { 'content-type': 'application/json', ...headers });
    expectProblem(await write({ ...stale, 'x-csrf-token': 'c' }), 401, 'access.unauthenticated');
    // The browser throws a cookie away when its time is over.
    expectProblem(await write({ 'x-csrf-token': 'c' }), 401, 'access.unauthenticated');
    expect((await write(stale)).status).toBe(201);
    expect((await write({})).status).toBe(201);
    expect(
      (await ask('GET', '/api/v1/samples', undefined, { ...stale, 'x-csrf-token': 'c' })).status,
    ).toBe(200);
  });

  it('writes with a cookie only together with the anti-forgery token', async () => {
    expectProblem(await ask('POST', '/api/v1/samples/mine', '{}', cookie), 403, 'access.csrf');
    expectProblem(
      await ask('POST', '/api/v1/samples/mine', '{}', { ...cookie, 'x-csrf-token': 'wrong' }),
      403,
      'access.csrf',
    );
    const good = await ask('POST', '/api/v1/samples/mine', '{}', {
      ...cookie,
      'x-csrf-token': csrfTokenOf(WORKER_TOKEN),
    });
    expect(good.status).toBe(201);
    expect((await ask('POST', '/api/v1/samples/mine', '{}', bearer)).status).toBe(201);
  });
});

describe('the server', () => {
  it('says that it lives and is ready, and gives figures without personal data', async () => {
    expect((await ask('GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await ask('GET', '/readyz')).body).toEqual({
      status: 'ok',
      activity: expect.any(Number),
    });
    await ask('GET', '/api/v1/samples/018f0000-0000-7000-8000-00000000000a?phone=13800138000');
    const figures = await ask('GET', '/metrics');
    expect(figures.status).toBe(200);
    expect(figures.type).toContain('text/plain');
    expect(figures.body['text']).toContain('ingrid_http_request_seconds_bucket');
    expect(figures.body['text']).toContain('/api/v1/samples/:id');
    expect(figures.body['text']).not.toMatch(/018f0000|13800138000/);
  });

  it('describes its routes', async () => {
    const document = await ask('GET', '/api/openapi.json');
    expect(document.body['openapi']).toBe('3.1.0');
    expect(Object.keys(document.body['paths'] as object)).toContain('/api/v1/samples');
    expect((await ask('GET', '/api/docs')).status).toBe(200);
  });

  it('survives what is not HTTP at all', async () => {
    expect(await raw('GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(
      await raw(
        `GET /api/v1/samples HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\nConnection: close\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1\.1 4/);
    expect(
      await raw(
        'POST /api/v1/samples HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\n{"a":1}',
      ),
    ).toMatch(/^HTTP\/1\.1 400/);
    expect((await ask('GET', '/healthz')).status).toBe(200);
  });

  it('sends the headers that keep a browser safe', async () => {
    const { headers } = await ask('GET', '/');
    expect(headers.get('content-security-policy')).toContain(`script-src 'self'`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBeTruthy();
  });
});
