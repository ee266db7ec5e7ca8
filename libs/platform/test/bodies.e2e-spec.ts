import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Answer, ask, expectProblem, SampleController } from './http-support.js';
import { cloneDatabase, ground, type TestDatabase } from './support.js';

let database: TestDatabase;
let app: NestFastifyApplication;
let address: string;

beforeAll(async () => {
  database = await cloneDatabase();
  app = await ground(database, { controllers: [SampleController] });
  address = `${await app.getUrl()}/api/v1/samples`;
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const post = (body: string | Uint8Array, headers?: Record<string, string>): Promise<Answer> =>
  ask(address, 'POST', body, headers);

describe('a request body', () => {
  it('is taken when it is right, trimmed, and without what nobody declared', async () => {
    const answer = await post(
      JSON.stringify({ title: ' 𡐓路灯🚦 ', place: { lat: 22.5, x: 1 }, hack: 1 }),
    );
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
    [
      'broken UTF-8',
      Buffer.from([0x7b, 0x22, 0x74, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
      400,
      'request.not_json',
    ],
    ['a NUL', '{"title": "a\\u0000b"}', 400, 'request.invalid'],
    ['a list', '[1]', 400, 'request.invalid'],
    ['null', 'null', 400, 'request.invalid'],
    ['a number', '7', 400, 'request.invalid'],
    ['nothing', '', 400, 'request.invalid'],
    ['text that is too long', JSON.stringify({ title: '字'.repeat(11) }), 400, 'request.invalid'],
    ['a wrong part', JSON.stringify({ title: 'a', place: 'here' }), 400, 'request.invalid'],
    [
      'a list as a part',
      JSON.stringify({ title: 'a', place: [{ lat: 1 }] }),
      400,
      'request.invalid',
    ],
    ['a huge number', '{"title": "a", "place": {"lat": 1e400}}', 400, 'request.invalid'],
    ['a wrong id', JSON.stringify({ title: 'a', other: '1' }), 400, 'request.invalid'],
    [
      'an impossible day',
      JSON.stringify({ title: 'a', at: '2026-02-30T25:00:00Z' }),
      400,
      'request.invalid',
    ],
    [
      'too many answers',
      JSON.stringify({ title: 'a', answers: { a: '', b: '', c: '', d: '' } }),
      400,
      'request.invalid',
    ],
    [
      'half a surrogate as a key',
      '{"title": "a", "answers": {"\\ud800": "x"}}',
      400,
      'request.invalid',
    ],
    [
      'a prototype',
      '{"title": "a", "answers": {"__proto__": {"x": 1}}, "place": {"__proto__": {"lat": 1}}}',
      400,
      'request.invalid',
    ],
    [
      'a field that pretends to be a class',
      '{"title": {"toString": 1, "trim": 2, "length": 3}}',
      400,
      'request.invalid',
    ],
    [
      'constructor games',
      '{"title": "a", "constructor": {"name": 1}, "place": {"constructor": 1}}',
      400,
      'request.invalid',
    ],
  ])('with %s is refused as a problem', async (_, body, status, code) => {
    expectProblem(await post(body), status, code);
  });

  it('takes the last of repeated keys, as JSON does everywhere', async () => {
    const answer = await post('{"title": "first", "title": "last"}');
    expect(answer.body['title']).toBe('last');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'x',
    'application/json; charset=utf-16',
  ])('of type %s is refused or read as JSON, never guessed', async (type) => {
    const answer = await post('title=a', { 'content-type': type });
    expect([400, 415]).toContain(answer.status);
    expect(answer.type).toContain('problem+json');
  });

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
