import { mkdtemp, mkdir, writeFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProblemWire } from '@ingrid/contract';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type Actor,
  CurrentActor,
  csrfTokenOf,
  Id,
  Instant,
  IdPipe,
  Latitude,
  PageQuery,
  Part,
  Phone,
  Public,
  Requires,
  RequiresPerson,
  Text,
  TextTable,
  Whole,
} from '../src/index.js';
import { cloneDatabase, ground, PERSON, type TestDatabase, WORKER_TOKEN } from './support.js';

class Place {
  @Latitude()
  lat: number;
}

class Sample {
  @Text({ max: 10 })
  title: string;

  @Phone({ optional: true })
  phone?: string;

  @Part(() => Place, { optional: true })
  place?: Place;

  @TextTable({ optional: true, maxKeys: 3, maxLength: 5 })
  answers?: Record<string, string>;

  @Id({ optional: true })
  other?: string;

  @Instant({ optional: true })
  at?: string;

  @Whole({ optional: true, min: 0, max: 5 })
  count?: number;
}

@Controller('samples')
class SampleController {
  @Post()
  @Public('a test')
  make(@Body() body: Sample): Sample {
    return body;
  }

  @Get()
  @Public('a test')
  list(@Query() query: PageQuery): PageQuery {
    return query;
  }

  @Get('mine')
  @RequiresPerson('a test')
  mine(@CurrentActor() actor: Actor): { person: string | null } {
    return { person: actor.personId };
  }

  @Post('mine')
  @RequiresPerson('a test')
  write(@CurrentActor() actor: Actor): { person: string | null } {
    return { person: actor.personId };
  }

  @Get('managed')
  @Requires('region.manage')
  managed(): string {
    return 'no';
  }

  @Get('silent')
  silent(): string {
    return 'never';
  }

  @Get('broken')
  @Public('a test')
  broken(): never {
    throw new TypeError('secret inside');
  }

  @Get(':id')
  @Public('a test')
  one(@Param('id', IdPipe) id: string): { id: string } {
    return { id };
  }
}

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

interface Answer {
  status: number;
  type: string;
  headers: Headers;
  body: ProblemWire & Record<string, unknown>;
}

async function ask(method: string, path: string, body?: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  return { status: response.status, type, headers: response.headers, body: type.includes('json') ? JSON.parse(text) : { text } };
}

const post = (body: string | Uint8Array, headers?: Record<string, string>): Promise<Answer> =>
  ask('POST', '/api/v1/samples', body, headers);

function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body.code, type: answer.type }).toEqual({
    status,
    code,
    type: 'application/problem+json; charset=utf-8',
  });
  expect(answer.body).toEqual({
    type: `urn:ingrid:problem:${code}`,
    title: code,
    status,
    code,
    detail: expect.any(String),
    details: expect.any(Object),
    reference: expect.any(String),
  });
}

describe('a request body', () => {
  it('is taken when it is right, trimmed, and without what nobody declared', async () => {
    const answer = await post(JSON.stringify({ title: ' 𡐓路灯🚦 ', place: { lat: 22.5, x: 1 }, hack: 1 }));
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ title: '𡐓路灯🚦', place: { lat: 22.5 } });
  });

  const deep = (depth: number): string => '{"title":'.repeat(depth) + '1' + '}'.repeat(depth);
  it.each<[string, string | Uint8Array, number, string]>([
    ['broken JSON', '{"title": "a"', 400, 'request.not_json'],
    ['a bare word', 'NaN', 400, 'request.not_json'],
    ['JSON 10,000 levels deep', deep(10_000), 400, 'request.too_deep'],
    ['lists 30 levels deep', '['.repeat(30) + ']'.repeat(30), 400, 'request.too_deep'],
    ['2 MB of text', JSON.stringify({ title: 'a'.repeat(2_000_000) }), 413, 'request.too_large'],
    ['half a surrogate', '{"title": "a\\ud83d"}', 400, 'request.invalid'],
    ['the other half', '{"title": "\\udc00b"}', 400, 'request.invalid'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0x74, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'request.not_json'],
    ['a NUL', '{"title": "a\\u0000b"}', 400, 'request.invalid'],
    ['a list', '[1]', 400, 'request.invalid'],
    ['null', 'null', 400, 'request.invalid'],
    ['a number', '7', 400, 'request.invalid'],
    ['nothing', '', 400, 'request.invalid'],
    ['text that is too long', JSON.stringify({ title: '字'.repeat(11) }), 400, 'request.invalid'],
    ['a wrong part', JSON.stringify({ title: 'a', place: 'here' }), 400, 'request.invalid'],
    ['a list as a part', JSON.stringify({ title: 'a', place: [{ lat: 1 }] }), 400, 'request.invalid'],
    ['a huge number', '{"title": "a", "place": {"lat": 1e400}}', 400, 'request.invalid'],
    ['a wrong id', JSON.stringify({ title: 'a', other: '1' }), 400, 'request.invalid'],
    ['an impossible day', JSON.stringify({ title: 'a', at: '2026-02-30T25:00:00Z' }), 400, 'request.invalid'],
    ['too many answers', JSON.stringify({ title: 'a', answers: { a: '', b: '', c: '', d: '' } }), 400, 'request.invalid'],
    ['half a surrogate as a key', '{"title": "a", "answers": {"\\ud800": "x"}}', 400, 'request.invalid'],
    ['a prototype', '{"title": "a", "answers": {"__proto__": {"x": 1}}, "place": {"__proto__": {"lat": 1}}}', 400, 'request.invalid'],
    ['a field that pretends to be a class', '{"title": {"toString": 1, "trim": 2, "length": 3}}', 400, 'request.invalid'],
    ['constructor games', '{"title": "a", "constructor": {"name": 1}, "place": {"constructor": 1}}', 400, 'request.invalid'],
  ])('with %s is refused as a problem', async (_, body, status, code) => {
    expectProblem(await post(body), status, code);
  });

  it('takes the last of repeated keys, as JSON does everywhere', async () => {
    const answer = await post('{"title": "first", "title": "last"}');
    expect(answer.body['title']).toBe('last');
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'x', 'application/json; charset=utf-16'])(
    'of type %s is refused or read as JSON, never guessed',
    async (type) => {
      const answer = await post('title=a', { 'content-type': type });
      expect([400, 415]).toContain(answer.status);
      expect(answer.type).toContain('problem+json');
    },
  );

  it('names every wrong field, in Chinese by default and in English when asked', async () => {
    const body = JSON.stringify({ phone: 'x', place: { lat: 91 }, count: 1.5 });
    const zh = await post(body);
    const en = await post(body, { 'accept-language': 'en-GB,en;q=0.9' });
    const fields = (zh.body.details['fields'] as { field: string }[]).map((f) => f.field);
    expect(fields.sort()).toEqual(['count', 'phone', 'place.lat', 'title']);
    expect(zh.body.detail).toContain('应为电话号码');
    expect(en.body.detail).toContain('must be a phone number');
    expect(en.body.detail).not.toContain('应为');
    expect(JSON.stringify(en.body.details)).not.toContain('应为');
  });
});

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
    expect((await ask('GET', '/assets/..%2f..%2f..%2f..%2fetc/passwd')).body['text']).not.toContain('root:');
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
    expect((await ask('GET', '/api/v1/samples/mine', undefined, bearer)).body['person']).toBe(PERSON);
    expect((await ask('GET', '/api/v1/samples/mine', undefined, cookie)).body['person']).toBe(PERSON);
    expectProblem(await ask('GET', '/api/v1/samples/mine'), 401, 'access.unauthenticated');
    const forged = { authorization: `Bearer ${'x'.repeat(22)}` };
    expectProblem(await ask('GET', '/api/v1/samples/mine', undefined, forged), 401, 'access.unauthenticated');
    expectProblem(await ask('GET', '/api/v1/samples', undefined, forged), 401, 'access.unauthenticated');
    expectProblem(await ask('GET', '/api/v1/samples', undefined, { authorization: 'Basic eDp5' }), 401, 'access.unauthenticated');
    expect((await ask('GET', '/api/v1/samples', undefined, { cookie: `ingrid_session=${'x'.repeat(22)}` })).status).toBe(200);
  });

  it('must hold the verb', async () => {
    expectProblem(await ask('GET', '/api/v1/samples/managed', undefined, bearer), 403, 'access.forbidden');
    expectProblem(await ask('GET', '/api/v1/samples/managed'), 401, 'access.unauthenticated');
  });

  it('writes with a cookie only together with the anti-forgery token', async () => {
    expectProblem(await ask('POST', '/api/v1/samples/mine', '{}', cookie), 403, 'access.csrf');
    expectProblem(await ask('POST', '/api/v1/samples/mine', '{}', { ...cookie, 'x-csrf-token': 'wrong' }), 403, 'access.csrf');
    const good = await ask('POST', '/api/v1/samples/mine', '{}', { ...cookie, 'x-csrf-token': csrfTokenOf(WORKER_TOKEN) });
    expect(good.status).toBe(201);
    expect((await ask('POST', '/api/v1/samples/mine', '{}', bearer)).status).toBe(201);
  });
});

describe('the server', () => {
  it('says that it lives and is ready, and gives figures without personal data', async () => {
    expect((await ask('GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await ask('GET', '/readyz')).body).toEqual({ status: 'ok', activity: expect.any(Number) });
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
    expect(await raw(`GET /api/v1/samples HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4/);
    expect(
      await raw('POST /api/v1/samples HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\n{"a":1}'),
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
