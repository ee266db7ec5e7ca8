import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { convertPoint, irregularGrids } from '@ingrid/geo';
import { GridMap, GridsService } from '@ingrid/grids';
import { TestServer, type TestStreet } from '@ingrid/testing';
import { ImportClient } from './support/import-client.js';

type Ring = number[][];

interface Drawn {
  readonly ring: Ring;
  readonly properties: Record<string, unknown>;
}

describe('importing grids', () => {
  let server: TestServer;
  let admin: ImportClient;
  let place: TestStreet;
  /** South-west corner of free ground beside the four grids of the street. */
  let corner: { x: number; y: number };
  let codes = 500;

  beforeAll(async () => {
    server = await TestServer.start();
    admin = await ImportClient.at(server, '');
  });

  afterAll(async () => {
    await server.close();
  });

  beforeEach(async () => {
    place = await server.aStreet();
    const { lat, lng } = place.grids[0].inside;
    corner = { x: lng - 0.001, y: lat + 0.01 };
  });

  const square = (column: number, row: number, side = 0.001): Ring => {
    const [x, y] = [corner.x + column * side, corner.y + row * side];
    return [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ].map((p) => p.map(rounded));
  };
  const grid = (ring: Ring, more: Record<string, unknown> = {}): Drawn => {
    codes += 1;
    const code = `${place.community.code}${codes}`;
    return {
      ring,
      properties: { code, name: `网格${codes}`, communityCode: place.community.code, ...more },
    };
  };
  const file = (grids: readonly Drawn[], crs?: unknown): string =>
    JSON.stringify({
      type: 'FeatureCollection',
      ...(crs === undefined ? {} : { crs }),
      features: grids.map(({ ring, properties }) => ({
        type: 'Feature',
        properties,
        geometry: { type: 'Polygon', coordinates: [ring] },
      })),
    });
  const at = (column: number, row: number): string =>
    `lat=${corner.y + (row + 0.5) * 0.001}&lng=${corner.x + (column + 0.5) * 0.001}`;
  const located = async (where: string, on: TestServer = server): Promise<string | undefined> => {
    const { body } = await on.client().get(`/regions/locate?${where}`);
    return (body as { region: { code: string } | null }).region?.code;
  };

  it('takes polygons with BOM, heights, wrong winding and Chinese titles, and finds them at once', async () => {
    const other = await TestServer.start({}, server);
    try {
      const plain = grid(square(0, 0));
      const clockwise = grid([...square(1, 0)].reverse().map((p) => [...p, 12.5]));
      const chinese = {
        ring: square(2, 0),
        properties: {
          网格编码: `${place.community.code}900`,
          网格名称: '𡐓田网格',
          社区代码: place.community.code,
          类型: '专属网格',
          户数: 300,
          四至: '东至南海大道，西至后海大道',
          监督电话: '0755-12345',
        },
      };
      const job = await admin.run('grids', `\uFEFF${file([plain, clockwise, chinese])}`);
      expect(job).toMatchObject({ state: 'finished', accepted: 3, refused: 0 });
      const ended = Date.now();
      while ((await located(at(1, 0), other)) === undefined && Date.now() - ended < 10_000)
        continue;
      expect(await located(at(1, 0), other)).toBe(clockwise.properties['code']);
      expect(await located(at(2, 0))).toBe(`${place.community.code}900`);
      const { id } = server.get(GridsService).locate(corner.y + 0.0005, corner.x + 0.0025) ?? {
        id: '',
      };
      expect((await server.client().get(`/grids/${id}/card`)).body).toMatchObject({
        name: '𡐓田网格',
        kind: 'special',
        households: 300,
        extent: '东至南海大道，西至后海大道',
        supervisionPhone: '0755-12345',
        community: place.community.name,
        street: place.street.name,
        workers: [],
        bbox: [corner.x + 0.002, corner.y, corner.x + 0.003, corner.y + 0.001].map((n) =>
          expect.closeTo(n, 6),
        ),
      });
    } finally {
      await other.close();
    }
  });

  it('converts a file drawn in GCJ-02, declared or chosen', async () => {
    const shifted = square(0, 0).map(([x = 0, y = 0]) => [
      ...convertPoint([x, y], 'WGS84', 'GCJ02'),
    ]);
    const drawn = grid(shifted);
    const job = await admin.run('grids', file([drawn]), { coordinateSystem: 'GCJ02' });
    expect(job).toMatchObject({ accepted: 1 });
    await server.get(GridMap).refresh();
    expect(await located(at(0, 0))).toBe(drawn.properties['code']);
    const unknown = await admin.upload('grids', file([drawn]), { coordinateSystem: 'MARS' });
    expect(unknown.body).toMatchObject({ code: 'imports.unknown_coordinate_system' });
  });

  it('names every bad polygon with its place and takes in the others', async () => {
    const bow = square(4, 0);
    const [a = [], b = [], c = [], d = []] = bow;
    const good = grid(square(0, 0));
    const job = await admin.run(
      'grids',
      file([
        good,
        grid([a, c, b, d, a]),
        grid(square(0, 0).map(([x = 0, y = 0]) => [x + 0.0005, y])),
        grid(square(1, 1), { code: good.properties['code'] }),
        grid(square(2, 2), { communityCode: '999' }),
        grid(square(3, 3), { communityCode: undefined }),
        grid(square(4, 4), { name: '' }),
        grid(square(5, 5), { households: -1 }),
        grid([
          [0, 0],
          [500, 0],
          [500, 1],
          [0, 0],
        ]),
      ]),
    );
    expect(job).toMatchObject({ state: 'finished', accepted: 1, refused: 8 });
    const faults = await admin.faults(job.id);
    expect(faults.map(({ position, code }) => [position, code])).toEqual([
      [2, 'self_intersection'],
      [3, 'overlap'],
      [4, 'code_taken'],
      [5, 'unknown_community'],
      [6, 'no_community'],
      [7, 'missing_name'],
      [8, 'bad_number'],
      [9, 'out_of_range'],
    ]);
    expect(faults[0]?.at).toHaveLength(2);
    expect(faults[1]?.words).toMatch(/重叠约 \d+ 平方米/);
    expect(faults[1]?.at?.[0]).toBeCloseTo(corner.x + 0.00075, 4);
  });

  it('refuses ground that a published grid has already', async () => {
    const { lat, lng } = place.grids[0].inside;
    corner = { x: lng - 0.0005, y: lat - 0.0005 };
    const job = await admin.run('grids', file([grid(square(0, 0))]));
    expect(job).toMatchObject({ accepted: 0, refused: 1 });
    expect(await admin.faults(job.id)).toMatchObject([{ code: 'overlap' }]);
  });

  it.each([
    ['an empty file', '', 'imports.empty'],
    [
      'a collection without features',
      '{"type":"FeatureCollection","features":[]}',
      'imports.no_features',
    ],
    ['what is not JSON', 'code,name\n1,2\n', 'geo.file_not_json'],
    ['a list', '[1,2]', 'geo.file_not_geojson'],
  ])('refuses %s at once', async (_what, content, code) => {
    const { status, body } = await admin.upload('grids', content);
    expect(status).toBe(422);
    expect(body.code).toBe(code);
  });

  it('says where a file breaks off, and what came before can be undone', async () => {
    const whole = file(
      Array.from({ length: 150 }, (_, n) => grid(square(n % 15, Math.floor(n / 15), 0.0002))),
    );
    const job = await admin.run('grids', whole.slice(0, -20));
    expect(job).toMatchObject({
      state: 'failed',
      accepted: 100,
      failure: { code: 'geo.file_not_json' },
    });
    expect(await admin.undo(job.id)).toMatchObject({ state: 'undone' });
    await server.get(GridMap).refresh();
    expect(server.get(GridsService).locate(corner.y + 0.0001, corner.x + 0.0001)).toBeNull();
  });

  it('undoes an import as one and the points are in no grid again, but not what people work in', async () => {
    const drawn = [grid(square(0, 0)), grid(square(1, 0))];
    const job = await admin.run('grids', file(drawn));
    await server.settled();
    const { id = '' } = server.get(GridsService).locate(corner.y + 0.0005, corner.x + 0.0005) ?? {};
    const person = await server.aPerson({ name: '网格员甲' });
    const staff = await admin.client.post(`/grids/${id}/staff`, {
      personId: person.id,
      post: 'full_time',
    });
    expect(staff.status).toBe(201);
    const refused = await admin.client.post(`/imports/${job.id}/undo`);
    expect(refused.body).toMatchObject({
      code: 'imports.still_used',
      details: { uses: [{ what: 'grid_staff', count: 1 }] },
    });

    const second = await admin.run('grids', file([grid(square(5, 5))]));
    expect(await admin.undo(second.id)).toMatchObject({ state: 'undone' });
    await server.get(GridMap).refresh();
    expect(await located(at(5, 5))).toBeUndefined();
    expect(await located(at(0, 0))).toBe(drawn[0]?.properties['code']);
  });

  it('goes on answering where points lie while hundreds of grids come in', async () => {
    const shapes = irregularGrids(400, 20, 3, { origin: [corner.x + 1, corner.y], cell: 0.003 });
    const drawn = shapes.map(({ polygon }) => grid(polygon.coordinates[0] as Ring));
    const { body } = await admin.upload('grids', file(drawn));
    const known = place.grids[0];
    let asked = 0;
    const answers = { wanted: true };
    const ended = admin.ended(body.id, 60_000).finally(() => (answers.wanted = false));
    while (answers.wanted) {
      expect(await located(`lat=${known.inside.lat}&lng=${known.inside.lng}`)).toBe(known.code);
      asked += 1;
    }
    expect(await ended).toMatchObject({ state: 'finished', refused: 0, accepted: 400 });
    expect(asked).toBeGreaterThan(10);
    await server.get(GridMap).refresh();
    const [lng = 0, lat = 0] = middle(shapes[17]?.polygon.coordinates[0] as Ring);
    expect(await located(`lat=${lat}&lng=${lng}`)).toBe(drawn[17]?.properties['code']);
  }, 90_000);
});

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

function middle(ring: Ring): number[] {
  const xs = ring.map(([x = 0]) => x);
  const ys = ring.map(([, y = 0]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
