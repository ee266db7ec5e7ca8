import { once } from 'node:events';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Leftovers } from '@ingrid/attachments';
import { type UploadWire } from '@ingrid/contract';
import { type Answer, type TestClient, TestServer } from '@ingrid/testing';
import sharp from 'sharp';
import { aBomb, aPhoto, aPhotoWithPlace } from './photos.js';

const code = (answer: Answer): string => (answer.body as { code: string }).code;
const uploaded = (answer: Answer): UploadWire => answer.body as UploadWire;

describe('photos', () => {
  let server: TestServer;
  let photo: Buffer;

  beforeAll(async () => {
    server = await TestServer.start();
    photo = await aPhoto();
  }, 60_000);

  afterAll(() => server.close());

  const send = (
    bytes: Uint8Array,
    name = 'photo.jpg',
    client: TestClient = server.client(),
  ): Promise<Answer> => client.upload('/attachments', { name, type: 'image/jpeg', bytes });

  async function bytesOf(url: string): Promise<Buffer> {
    return Buffer.from(await (await fetch(`${server.address}${url}`)).arrayBuffer());
  }

  async function filesOnDisk(): Promise<string[]> {
    const names = await readdir(server.config.FILES_DIR, { recursive: true, withFileTypes: true });
    return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }

  it('are taken without an account and come back with their key', async () => {
    const answer = await send(photo);

    expect(answer.status).toBe(201);
    const { id, url, thumbUrl, key } = uploaded(answer);
    expect(answer.body).toMatchObject({ mime: 'image/jpeg', width: 640, height: 480 });
    expect(url).toBe(`/api/v1/attachments/${id}?key=${key}`);
    expect((await sharp(await bytesOf(url)).metadata()).width).toBe(640);
    const thumb = await sharp(await bytesOf(thumbUrl)).metadata();
    expect([thumb.width, thumb.format]).toEqual([320, 'webp']);
  });

  it('lose where and with what they were taken, and stand upright', async () => {
    const sent = await aPhotoWithPlace();
    expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('SecretPhone');

    const answer = uploaded(await send(sent));

    expect([answer.width, answer.height]).toEqual([300, 400]);
    for (const url of [answer.url, answer.thumbUrl]) {
      const bytes = await bytesOf(url);
      const found = await sharp(bytes).metadata();
      expect([found.exif, found.xmp, found.iptc, found.icc]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(bytes.toString('latin1')).not.toContain('SecretPhone');
    }
  });

  it('are made smaller when they are very large', async () => {
    const answer = uploaded(await send(await aPhoto(4_000, 1_000)));
    expect([answer.width, answer.height]).toEqual([2_560, 640]);
  });

  it.each(['png', 'webp', 'gif'] as const)(
    'may be %s, told by content and not by name',
    async (format) => {
      const bytes = await sharp(photo).toFormat(format).toBuffer();
      const answer = await send(bytes, 'anything.exe');
      expect([answer.status, uploaded(answer).mime]).toEqual([
        201,
        format === 'gif' ? uploaded(answer).mime : 'image/jpeg',
      ]);
    },
  );

  it('keep transparent parts', async () => {
    const bytes = await sharp(photo).ensureAlpha(0.5).png().toBuffer();
    expect(uploaded(await send(bytes)).mime).toBe('image/webp');
  });

  describe('are refused with the reason', () => {
    it.each<[string, string, number, () => Buffer]>([
      ['an empty file', 'attachments.empty', 400, () => Buffer.alloc(0)],
      [
        'a text with the name of a photo',
        'attachments.not_an_image',
        415,
        () => Buffer.from('hello, I am a photo'),
      ],
      [
        'a PDF with the name of a photo',
        'attachments.not_an_image',
        415,
        () => Buffer.from('%PDF-1.7\n%âãÏÓ'),
      ],
      [
        'an SVG with a script',
        'attachments.svg',
        415,
        () =>
          Buffer.from(
            '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
          ),
      ],
      [
        'an SVG without a script',
        'attachments.svg',
        415,
        () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      ],
      [
        'a HEIC photo',
        'attachments.heic',
        415,
        () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'),
      ],
      [
        'a photo cut in the middle',
        'attachments.damaged',
        400,
        () => photo.subarray(0, photo.length >> 1),
      ],
      [
        'a photo cut after its first bytes',
        'attachments.damaged',
        400,
        () => photo.subarray(0, 40),
      ],
      [
        'only the beginning of a PNG',
        'attachments.damaged',
        400,
        () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      ],
      ['a bomb of 900 million pixels', 'attachments.too_many_pixels', 413, () => aBomb(30_000)],
      [
        'a picture larger than any decoder believes',
        'attachments.damaged',
        400,
        () => aBomb(1_000_000_000),
      ],
      [
        'a drawing that claims more rows than it has',
        'attachments.damaged',
        400,
        () => aBomb(7_000),
      ],
      [
        '21 MB',
        'attachments.too_large',
        413,
        () => Buffer.concat([photo, Buffer.alloc(21 * 1024 * 1024)]),
      ],
      [
        '50 MB',
        'attachments.too_large',
        413,
        () => Buffer.concat([photo, Buffer.alloc(50 * 1024 * 1024)]),
      ],
    ])('%s', async (_what, expected, status, bytes) => {
      const answer = await send(bytes());
      expect(code(answer)).toBe(expected);
      expect(answer.status).toBe(status);
    });

    it('a request without a file, without a form, or with a broken one', async () => {
      const form = (body: string, type: string): Promise<Response> =>
        fetch(`${server.address}/api/v1/attachments`, {
          method: 'POST',
          body,
          headers: { 'content-type': type },
        });
      const multipart = 'multipart/form-data; boundary=x';
      const withoutFile = `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n`;
      const cut = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc`;
      const answers = [
        await form(withoutFile, multipart),
        await form(cut, multipart),
        await form('', multipart),
        await form('nonsense', 'multipart/form-data'),
        await form('{}', 'application/json'),
        await form('x', 'text/plain'),
      ];
      const codes = await Promise.all(
        answers.map(async (a) => ((await a.json()) as { code: string }).code),
      );
      expect(codes[0]).toBe('attachments.no_file');
      for (const answer of answers) {
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      }
    });

    it('and the next request on the same connection is heard', async () => {
      const { hostname, port } = new URL(server.address);
      const socket = connect(Number(port), hostname);
      let heard = '';
      socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
      const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
      const bytes = 30 * 1024 * 1024;
      socket.write(
        `POST /api/v1/attachments HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n` +
          `Content-Length: ${head.length + bytes}\r\n\r\n${head}`,
      );
      socket.write(Buffer.alloc(bytes));
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      await once(socket, 'close');
      expect(heard).toContain('HTTP/1.1 413');
      expect(heard).toContain('HTTP/1.1 200');
    });

    it('and leave nothing behind', async () => {
      expect((await filesOnDisk()).filter((name) => !/\.(full|thumb)$/.test(name))).toEqual([]);
      expect(await readdir(join(server.config.FILES_DIR, 'incoming'))).toEqual([]);
    });
  });

  it('may be sent again with the same key and are kept once', async () => {
    const bytes = await aPhoto(100, 100);
    const before = (await filesOnDisk()).length;
    const again = async (): Promise<UploadWire> => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), 'a.jpg');
      const headers = { 'idempotency-key': 'one-and-the-same-photo' };
      const url = `${server.address}/api/v1/attachments`;
      return (await (
        await fetch(url, { method: 'POST', body: form, headers })
      ).json()) as UploadWire;
    };
    const [one, two] = await Promise.all([again(), again()]);
    expect(two).toEqual(one);
    expect((await filesOnDisk()).length).toBe(before + 2);
  });

  it('are all taken when forty arrive at one moment', async () => {
    const small = await aPhoto(64, 64);
    const answers = await Promise.all(Array.from({ length: 40 }, () => send(small)));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201)).toEqual([]);
  });

  it('are removed with their row when nobody claimed them within a day', async () => {
    const { id, url } = uploaded(await send(photo));
    server.clock.advance(24 * 3_600_000 + 1_000);
    await server.runTimers();
    server.clock.advance(-(24 * 3_600_000 + 1_000));

    expect((await fetch(`${server.address}${url}`)).status).toBe(404);
    await new Promise((go) => setTimeout(go, 50));
    expect((await filesOnDisk()).filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('leave no remains of a crash: unfinished files and files without a row', async () => {
    const old = new Date(Date.now() - 2 * 24 * 3_600_000);
    const root = server.config.FILES_DIR;
    const orphan = '01930000-0000-7000-8000-00000000beef';
    const kept = uploaded(await send(photo)).id;
    await mkdir(join(root, 'ef', 'be'), { recursive: true });
    const remains = [join(root, 'incoming', 'x.raw'), join(root, 'ef', 'be', `${orphan}.full`)];
    for (const path of remains) {
      await writeFile(path, 'remains');
      await utimes(path, old, old);
    }
    const keptPath = join(root, kept.slice(-2), kept.slice(-4, -2), `${kept}.full`);
    await utimes(keptPath, old, old);
    await writeFile(join(root, 'incoming', 'y.raw'), 'still being written');

    const leftovers = server.get(Leftovers);
    expect(await leftovers.clearUnfinished()).toBe(1);
    expect(await leftovers.clearOrphans()).toBe(1);

    const names = await filesOnDisk();
    expect(names).toContain(`${kept}.full`);
    expect(names).toContain('y.raw');
    expect(names).not.toContain(`${orphan}.full`);
  });
});

describe('floods of photos', () => {
  it('are held back by address, and one address does not hold back another', async () => {
    const server = await TestServer.start({ INTAKE_PER_ADDRESS_HOUR: '1', TRUST_PROXY: '1' });
    try {
      const small = await aPhoto(32, 32);
      const from = async (address: string): Promise<Response> => {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(small)]), 'a.jpg');
        const url = `${server.address}/api/v1/attachments`;
        return fetch(url, { method: 'POST', body: form, headers: { 'x-forwarded-for': address } });
      };
      for (let i = 0; i < 9; i += 1) expect((await from('10.9.0.1')).status).toBe(201);
      const tenth = await from('10.9.0.1');
      expect(tenth.status).toBe(429);
      expect(Number(tenth.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await from('10.9.0.2')).status).toBe(201);
      // What stands left of the proxy's own word was written by the sender.
      expect((await from('10.9.0.3, 10.9.0.1')).status).toBe(429);
      for (let i = 0; i < 9; i += 1) await from(`2001:db8::7:0:0:0:${i}`);
      expect((await from('2001:db8:0:7:ffff::1')).status).toBe(429);
      expect((await from('2001:db8:0:8::1')).status).toBe(201);
    } finally {
      await server.close();
    }
  }, 60_000);
});
