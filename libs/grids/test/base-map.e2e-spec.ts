import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ConfigWire } from '@ingrid/contract';
import { BaseMapService, type BaseFeature } from '@ingrid/grids';
import { SYSTEM, UnitOfWork } from '@ingrid/platform';
import { type Answer, TestServer } from '@ingrid/testing';

const house = (x: number, y: number, side = 0.0005): BaseFeature => ({
  kind: 'building',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + side, y],
        [x + side, y + side],
        [x, y + side],
        [x, y],
      ],
    ],
  },
});
const road: BaseFeature = {
  kind: 'road',
  name: '格中大道',
  geometry: {
    type: 'LineString',
    coordinates: [
      [113.9, 22.5],
      [113.95, 22.51],
    ],
  },
};

describe('the base map', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
  });

  afterAll(async () => {
    await server.close();
  });

  const load = async (source: string, features: BaseFeature[]): Promise<void> =>
    server
      .get(UnitOfWork)
      .run(SYSTEM, async (tx) => server.get(BaseMapService).replaceIn(tx, source, features));
  const config = async (): Promise<ConfigWire> =>
    // The shape is what this test is about.
    (await server.client().get('/config')).body as ConfigWire;
  const features = (answer: Answer): unknown[] => (answer.body as { features: unknown[] }).features;

  it('is absent at first, and the page is told so', async () => {
    expect(await config()).toEqual({
      tileUrl: null,
      baseGeoJsonUrl: null,
      attribution: null,
      center: null,
      bounds: null,
      demo: false,
    });
    expect(features(await server.client().get('/public/base.geojson'))).toEqual([]);
  });

  it('is drawn for anybody, roads first, and replaced by what comes from the same source', async () => {
    await load('一', [house(113.91, 22.5), house(113.93, 22.5), road]);
    await load('二', [house(113.94, 22.5)]);
    await load('一', [house(113.92, 22.5), road]);
    const answer = await server.client().get('/public/base.geojson');
    expect(answer.headers.get('content-type')).toContain('application/geo+json');
    expect(answer.headers.get('cache-control')).toContain('public');
    expect(features(answer)).toMatchObject([
      { properties: { kind: 'road', name: '格中大道' } },
      { properties: { kind: 'building' } },
      { properties: { kind: 'building' } },
    ]);
    const wire = await config();
    expect(wire.baseGeoJsonUrl).toBe('/api/v1/public/base.geojson');
    expect(wire.bounds?.map((degrees) => Number(degrees.toFixed(4)))).toEqual([
      113.9, 22.5, 113.95, 22.51,
    ]);
    expect(wire.center?.lng).toBeCloseTo(113.925, 6);
  });

  it('answers a part of it, without what is too small to see there', async () => {
    await load('三', [house(120, 30), house(120.01, 30, 0.05)]);
    const near = await server.client().get('/public/base.geojson?bbox=119,29,121,31&zoom=17');
    const far = await server.client().get('/public/base.geojson?bbox=119,29,121,31&zoom=8');
    expect([features(near).length, features(far).length]).toEqual([2, 1]);
  });

  it('is compressed on the way', async () => {
    await load(
      '四',
      Array.from({ length: 500 }, (_, n) => house(110 + n * 0.001, 22)),
    );
    const answer = await fetch(`${server.address}/api/v1/public/base.geojson`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
  });

  it.each(['bbox=1,2,3', 'bbox=3,2,1,4', 'zoom=99', 'bbox=a'])(
    'says what is wrong with %s',
    async (query) => {
      const { status, body } = await server.client().get(`/public/base.geojson?${query}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: expect.any(String) });
    },
  );

  it('is imported from a file; bad parts are named and the rest is drawn, and undone as one', async () => {
    const admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    const bowTie = [
      [
        [1, 1],
        [2, 2],
        [2, 1],
        [1, 2],
        [1, 1],
      ],
    ];
    const good = house(5, 5).geometry.coordinates;
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: {},
          geometry: { type: 'MultiPolygon', coordinates: [good, bowTie, good] },
        },
      ],
    });
    const file = { name: 'base.geojson', type: 'application/geo+json', bytes: Buffer.from(text) };
    const begun = await admin.upload('/imports?kind=base', file);
    expect(begun).toMatchObject({ status: 202, body: { kind: 'base', total: 3 } });
    const { id } = begun.body as { id: string };
    await until(async () => (await admin.get(`/imports/${id}`)).body, 'finished');
    expect((await admin.get(`/imports/${id}`)).body).toMatchObject({ accepted: 2, refused: 1 });
    expect((await admin.get(`/imports/${id}/faults`)).body).toMatchObject({
      items: [
        { position: 1, code: 'self_intersection', words: expect.stringContaining('第 2 个图形') },
      ],
    });
    const inBox = async (): Promise<number> =>
      features(await server.client().get(`/public/base.geojson?bbox=4,4,6,6&zoom=${zoom++}`))
        .length;
    let zoom = 17;
    expect(await inBox()).toBe(2);
    await admin.post(`/imports/${id}/undo`);
    await until(async () => (await admin.get(`/imports/${id}`)).body, 'undone');
    expect(await inBox()).toBe(0);
  });
});

async function until(look: () => Promise<unknown>, state: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const body = (await look()) as { state: string };
    if (body.state === state) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the import did not become ${state}`);
}
