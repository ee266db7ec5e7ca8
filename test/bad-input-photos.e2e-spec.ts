import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type TestClient, TestServer } from '@ingrid/testing';
import sharp from 'sharp';
import { judged } from './bad-input/judged.js';
import { pngBomb } from './bad-input/png-bomb.js';

// What is sent as a file is judged by its content, in bounded memory and time, and refused with the reason.
const MB = 1024 * 1024;
const SLOWEST_MS = 20_000;

let server: TestServer;
let admin: TestClient;
let photo: Buffer;

beforeAll(async () => {
  server = await TestServer.start({ INTAKE_PER_ADDRESS_HOUR: '0' });
  admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
  const noise = {
    width: 800,
    height: 600,
    channels: 3 as const,
    noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
  };
  photo = await sharp({ create: { ...noise, background: '#587' } })
    .jpeg()
    .toBuffer();
}, 60_000);

afterAll(() => server.close());

describe('a photo', () => {
  const send = (bytes: Uint8Array, name = 'photo.jpg', type = 'image/jpeg'): Promise<Answer> =>
    server.client().upload('/attachments', { name, type, bytes });

  it('that is one is taken, whatever its name says', async () => {
    for (const name of [
      'photo.jpg',
      'photo.exe',
      '𡐓🚦.jpg',
      '../../etc/passwd',
      'a'.repeat(500),
      '"; filename="x',
      'a\u0000b.jpg',
    ]) {
      expect([name, (await send(photo, name)).status]).toEqual([name, 201]);
    }
    expect((await send(photo, 'photo.svg', 'image/svg+xml')).status).toBe(201);
  });

  const svg =
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>';
  it.each<[string, () => Uint8Array, number, string]>([
    ['empty', () => new Uint8Array(0), 400, 'attachments.empty'],
    ['cut off', () => photo.subarray(0, photo.length / 2), 400, 'attachments.damaged'],
    ['only a beginning', () => photo.subarray(0, 20), 400, 'attachments.damaged'],
    ['text under the name of a photo', () => Buffer.from('hello'), 415, 'attachments.not_an_image'],
    [
      'a page under the name of a photo',
      () => Buffer.from('<html><script>alert(1)</script></html>'),
      415,
      'attachments.not_an_image',
    ],
    [
      'a program under the name of a photo',
      () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
      415,
      'attachments.not_an_image',
    ],
    ['SVG with a script', () => Buffer.from(svg), 415, 'attachments.svg'],
    [
      'SVG after spaces and a comment',
      () => Buffer.from(`\ufeff  \n<!-- ${'x'.repeat(100)} -->${svg}`),
      415,
      'attachments.svg',
    ],
    ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj'), 415, 'attachments.not_an_image'],
    ['an archive', () => Buffer.from('PK\u0003\u0004'), 415, 'attachments.not_an_image'],
    ['50 MB', () => Buffer.concat([photo, Buffer.alloc(50 * MB)]), 413, 'attachments.too_large'],
    [
      'a picture of 40,000 × 40,000 points in a few bytes',
      () => pngBomb(40_000, 40_000),
      413,
      'attachments.too_many_pixels',
    ],
    ['a picture of 2^31 points in width', () => pngBomb(0x7fffffff, 1), 400, 'attachments.damaged'],
    [
      'noise',
      () => Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7919) % 251)),
      415,
      'attachments.not_an_image',
    ],
  ])(
    'that is %s is refused with the reason',
    async (_, bytes, status, code) => {
      const begun = Date.now();
      expect(judged(await send(bytes()))).toEqual({ status, code, isProblem: true });
      expect(Date.now() - begun).toBeLessThan(SLOWEST_MS);
    },
    60_000,
  );

  it('that does not come as one file of a form is refused with the reason', async () => {
    const bodies: [string, string | URLSearchParams, Record<string, string>][] = [
      ['no form', 'x', { 'content-type': 'image/jpeg' }],
      ['a form without a file', new URLSearchParams({ a: '1' }), {}],
      ['no boundary', 'x', { 'content-type': 'multipart/form-data' }],
      [
        'half a form',
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc',
        { 'content-type': 'multipart/form-data; boundary=b' },
      ],
      [
        'a form of another boundary',
        '--c\r\n',
        { 'content-type': 'multipart/form-data; boundary=b' },
      ],
      [
        'a field instead of a file',
        '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc\r\n--b--\r\n',
        { 'content-type': 'multipart/form-data; boundary=b' },
      ],
      [
        'a field named __proto__',
        '--b\r\nContent-Disposition: form-data; name="__proto__"; filename="a"\r\n\r\nabc\r\n--b--\r\n',
        { 'content-type': 'multipart/form-data; boundary=b' },
      ],
    ];
    for (const path of ['/attachments', '/imports?kind=regions']) {
      for (const [label, body, headers] of bodies) {
        const authorization = `Bearer ${String(admin.token)}`;
        const response = await fetch(`${server.address}/api/v1${path}`, {
          method: 'POST',
          body,
          headers: { ...headers, authorization },
        });
        const isProblem = (response.headers.get('content-type') ?? '').startsWith(
          'application/problem+json',
        );
        const isRefused = response.status >= 400 && response.status < 500;
        expect([path, label, isProblem, isRefused]).toEqual([path, label, true, true]);
        await response.text();
      }
    }
  });
});
