import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '@ingrid/testing';

describe('where a point lies', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
  });

  afterAll(async () => {
    await server.close();
  });

  it('answers anybody with the grid and the names from the root', async () => {
    const { grids, community } = await server.aStreet();
    const { lat, lng } = grids[2].inside;
    const answer = await server.client().get(`/regions/locate?lat=${lat}&lng=${lng}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      region: { id: grids[2].id, code: grids[2].code, level: 'grid' },
      path: [
        { code: '44', name: '广东省', level: 'province' },
        { code: '4403', level: 'city' },
        { code: '440305', name: '南山区', level: 'district' },
        { level: 'street' },
        { code: community.code, level: 'community' },
        { code: grids[2].code, name: grids[2].name, level: 'grid' },
      ],
    });
  });

  it('answers null where no grid is', async () => {
    const { nowhere } = await server.aStreet();
    const answer = await server
      .client()
      .get(`/regions/locate?lat=${nowhere.lat}&lng=${nowhere.lng}`);
    expect(answer.body).toEqual({ region: null, path: [] });
  });

  it.each([
    'lat=91&lng=0',
    'lat=NaN&lng=1',
    'lat=&lng=',
    'lat=1',
    'lat=1e400&lng=0',
    'lat=1&lat=2&lng=3',
  ])('refuses %s with a problem', async (query) => {
    const answer = await server.client().get(`/regions/locate?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid' });
  });

  it('is told to a second process on the same database', async () => {
    const other = await TestServer.start({}, server);
    try {
      const { grids } = await server.aStreet();
      const started = Date.now();
      const { lat, lng } = grids[3].inside;
      let found: unknown = null;
      while (found !== grids[3].id && Date.now() - started < 10_000) {
        const answer = await other.client().get(`/regions/locate?lat=${lat}&lng=${lng}`);
        // The answer of our own route.
        found = (answer.body as { region: { id: string } | null }).region?.id;
      }
      expect(found).toBe(grids[3].id);
    } finally {
      await other.close();
    }
  });
});
