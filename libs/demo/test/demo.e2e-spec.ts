import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type RunningServer } from '@ingrid/assembly';
import { loadDemo } from '@ingrid/demo';
import { type IncidentCountsWire, type SessionWire } from '@ingrid/contract';
import { readConfig } from '@ingrid/platform';
import { cloneDatabase, TestClient, type TestDatabase } from '@ingrid/testing';

describe('the demo district', () => {
  let database: TestDatabase;
  let files: string;
  let server: RunningServer;
  let client: TestClient;

  beforeAll(async () => {
    database = await cloneDatabase();
    files = await mkdtemp(join(tmpdir(), 'ingrid-demo-'));
    const config = readConfig({
      DATABASE_URL: database.url,
      FILES_DIR: files,
      WEB_DIR: '',
      LOG_LEVEL: 'error',
      INGRID_DEMO: '1',
      PORT: '0',
    });
    // The first start is broken off after a third; the second goes on; the third finds it complete.
    const cut = loadDemo(config, (share) => {
      if (share > 0.3) throw new Error('broken off');
    });
    await expect(cut).rejects.toThrow('broken off');
    expect(await loadDemo(config, () => undefined)).toBe(true);
    expect(await loadDemo(config, () => undefined)).toBe(false);
    server = await createServer(config);
    client = new TestClient(server.address);
  }, 400_000);
  afterAll(async () => {
    await server.close();
    await database.drop();
    await rm(files, { recursive: true, force: true });
  });

  it('lets each of the ten accounts in', async () => {
    for (const login of [
      'resident',
      'resident2',
      'worker',
      'worker2',
      'dispatcher',
      'handler',
      'handler2',
      'inspector',
      'supervisor',
      'admin',
    ]) {
      expect(await as(login)).toBeTruthy();
    }
  });

  it('has matters at every station, late ones among them', async () => {
    const counts = (await (await as('dispatcher')).get('/incidents/counts'))
      .body as IncidentCountsWire;
    for (const state of [
      'reported',
      'filed',
      'dispatched',
      'handling',
      'handled',
      'closed',
      'refused',
    ]) {
      expect(counts.byState).toHaveProperty(state);
    }
    expect(counts.byClock.overdue).toBeGreaterThan(0);
  });

  it('gives the worker, the handler and the inspector something to do', async () => {
    for (const login of ['worker', 'worker2', 'handler', 'handler2', 'inspector']) {
      const { items } = (await (await as(login)).get('/tasks')).body as { items: unknown[] };
      expect(items.length).toBeGreaterThan(0);
    }
  });

  async function as(login: string): Promise<TestClient> {
    const answer = await client.post('/sessions', { login, password: 'gezhong-demo' });
    expect(answer.status).toBe(201);
    return client.withToken((answer.body as SessionWire).token);
  }
});
