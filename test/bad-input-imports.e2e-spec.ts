import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportWire } from '@ingrid/contract';
import { type Answer, type TestClient, TestServer } from '@ingrid/testing';
import { judged, type Judged } from './bad-input/judged.js';

// What is imported is judged by its content, in bounded memory and time, and refused with the reason and the place.
const MB = 1024 * 1024;
const SLOWEST_MS = 20_000;

let server: TestServer;
let admin: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
  await server.aStreet();
}, 60_000);

afterAll(() => server.close());

describe('an import', () => {
  const send = (
    kind: string,
    bytes: Uint8Array,
    fields: Record<string, string> = {},
  ): Promise<Answer> =>
    admin.upload(
      `/imports?kind=${kind}`,
      { name: 'file', type: 'application/octet-stream', bytes },
      fields,
    );

  /** Refused at once, or looked at and ended with every row named. */
  async function ended(answer: Answer): Promise<Judged | ImportWire> {
    if (answer.status >= 400) return judged(answer);
    const { id } = answer.body as ImportWire; // its route answers it
    const until = Date.now() + SLOWEST_MS;
    for (;;) {
      const { body } = await admin.get(`/imports/${id}`);
      const job = body as ImportWire; // its route answers it
      if (job.state !== 'running' || Date.now() > until) return job;
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }

  const header = 'code,name,parentCode\n';
  const wide = Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(',');
  const square = (depth: number): string => `${'['.repeat(depth)}113.9,22.5${']'.repeat(depth)}`;
  const feature = (coordinates: string): string =>
    `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1","name":"a"},"geometry":{"type":"Polygon","coordinates":${coordinates}}}]}`;

  it.each<[string, string, () => Uint8Array]>([
    ['regions', 'nothing', () => new Uint8Array(0)],
    ['regions', 'a table without rows', () => Buffer.from(header)],
    ['regions', 'a table without a header', () => Buffer.from('1,2,3\n4,5,6\n')],
    ['regions', '10,000 columns', () => Buffer.from(`${wide}\n${wide}\n`)],
    [
      'regions',
      '10,000 columns of 100 rows under a good header',
      () => Buffer.from(header + `${wide}\n`.repeat(100)),
    ],
    [
      'regions',
      'a line of 40 MB',
      () => Buffer.concat([Buffer.from(`${header}440305`), Buffer.alloc(40 * MB, 'a')]),
    ],
    [
      'regions',
      'a quote that never ends',
      () => Buffer.concat([Buffer.from(`${header}"440305`), Buffer.alloc(20 * MB, 'a\n')]),
    ],
    [
      'regions',
      'a photo',
      () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
    ],
    ['regions', 'a workbook', () => Buffer.from('PK\u0003\u0004xl/workbook.xml')],
    [
      'regions',
      'bytes of no encoding',
      () => Buffer.concat([Buffer.from(header), Buffer.from([0xff, 0xff, 0xfe, 0x81, 0x0a])]),
    ],
    [
      'regions',
      'UTF-16 without a mark',
      () => Buffer.from(`${header}440305901,甲,440305\n`, 'utf16le'),
    ],
    ['regions', 'NUL in a name', () => Buffer.from(`${header}440305902,甲\u0000社区,440305\n`)],
    ['regions', 'GeoJSON', () => Buffer.from(feature('[]'))],
    ['grids', 'nothing', () => new Uint8Array(0)],
    ['grids', 'a table', () => Buffer.from(header)],
    ['grids', 'broken JSON', () => Buffer.from('{"type": "FeatureCollection", "features": [')],
    ['grids', '100,000 levels of lists', () => Buffer.from(feature(square(100_000)))],
    ['grids', '100,000 levels of objects', () => Buffer.from('{"a":'.repeat(100_000))],
    [
      'grids',
      'a name of 30 MB',
      () =>
        Buffer.from(`{"type":"FeatureCollection","name":"${'a'.repeat(30 * MB)}","features":[]}`),
    ],
    ['grids', 'a number of 1 MB', () => Buffer.from(feature(`[[[${'9'.repeat(MB)},1]]]`))],
    [
      'grids',
      'a feature collection of nothing',
      () => Buffer.from('{"type":"FeatureCollection","features":[]}'),
    ],
    ['grids', 'JSON of another kind', () => Buffer.from('[1,2,3]')],
    ['base', 'nothing', () => new Uint8Array(0)],
    ['base', 'text', () => Buffer.from('hello')],
    ['base', '100,000 levels of lists', () => Buffer.from(feature(square(100_000)))],
    ['nothing', 'of an unknown kind', () => Buffer.from(header)],
    ['__proto__', 'of a strange kind', () => Buffer.from(header)],
  ])(
    'of %s that is %s is refused with the reason',
    async (kind, _, bytes) => {
      const begun = Date.now();
      const result = await ended(await send(kind, bytes()));
      if ('isProblem' in result) {
        expect(result).toMatchObject({ isProblem: true });
        expect(result.status).toBeLessThan(500);
      } else {
        expect(result.accepted).toBe(0);
        expect(result.refused > 0 || result.failure !== null).toBe(true);
        expect(result.state).not.toBe('running');
      }
      expect(Date.now() - begun).toBeLessThan(SLOWEST_MS);
    },
    60_000,
  );

  let goodRows = 0;
  it.each<[string, string]>([
    ['a control character', '440305901,"甲\u0007社区",440305'],
    ['an unknown parent', '440305903,甲,999'],
    ['a formula of a code', '=1+1,甲,440305'],
    ['a path of a code', '440305.904,甲,440305'],
    ['a name too long', `440305905,${'𡐓'.repeat(300)},440305`],
  ])('names the row with %s and takes in the others', async (_, row) => {
    goodRows += 1;
    const good = `4403056${goodRows}`;
    const job = await ended(
      await send('regions', Buffer.from(`${header}${row}\n${good},𡐓街道🚦,440305\n`), {
        parent: '440305',
      }),
    );
    expect(job).toMatchObject({ accepted: 1, refused: 1 });
  });

  it('beyond 50 MB is refused as too large', async () => {
    const answer = await send(
      'regions',
      Buffer.concat([Buffer.from(header), Buffer.alloc(51 * MB, 'a,b,c\n')]),
    ).catch(() => null);
    // The connection may end before a client that goes on sending has read the answer.
    if (answer)
      expect(judged(answer)).toEqual({
        status: 413,
        code: expect.stringMatching(/too_large/),
        isProblem: true,
      });
  }, 60_000);

  it('with strange fields beside the file is refused with the reason', async () => {
    const table = Buffer.from(`${header}440305906,甲街道,440305\n`);
    for (const parent of [
      'nowhere',
      '440305\u0007',
      `'; DROP TABLE regions`,
      '𡐓',
      '../..',
      '44.*',
      'x'.repeat(301),
      '\ud800',
    ]) {
      const answer = judged(await send('regions', table, { parent }));
      expect([parent, answer.isProblem, answer.status < 500]).toEqual([parent, true, true]);
    }
    const drawn = Buffer.from(
      feature('[[[113.9,22.5],[113.901,22.5],[113.901,22.501],[113.9,22.5]]]'),
    );
    for (const coordinateSystem of ['mars', '4326', 'wgs84; DROP', '𡐓']) {
      expect(judged(await send('grids', drawn, { coordinateSystem })).isProblem).toBe(true);
    }
  });

  it('leaves the server as it was', async () => {
    expect((await server.client().get('/healthz')).status).toBe(200);
    expect((await send('regions', Buffer.from(`${header}440305999,末街道,440305\n`))).status).toBe(
      202,
    );
  });
});
