import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SmallServer } from '../../test/small-server';
import { ApiClient } from '../api/client';
import { PhoneDatabase } from './database';
import { newItem, type NewStep } from './new-item';
import { Outbox } from './outbox';
import { type OutboxItem } from './outbox-item';

const photo = (): Blob =>
  new Blob([new Uint8Array([255, 216, 255, 1, 2, 3])], { type: 'image/jpeg' });
const REPORT: NewStep = { path: '/incidents', body: { description: '消防通道被堵' } };

describe('outbox', () => {
  let server: SmallServer;
  let database: PhoneDatabase;
  let clock: number;
  let owner: string | null;
  let files = 0;

  beforeEach(async () => {
    server = new SmallServer();
    await server.start();
    database = new PhoneDatabase(`test-${(files += 1)}`);
    clock = 1_000_000;
    owner = 'worker-1';
  });

  afterEach(async () => {
    database.close();
    await server.stop();
  });

  /** A new Outbox on the same database is what the app is after it was killed and started again. */
  function opened(base = server.base): Outbox {
    const sender = new ApiClient({
      base,
      language: () => 'zh',
      csrf: () => null,
      onSignedOut: () => undefined,
      renewCsrf: () => Promise.resolve(),
      wait: () => Promise.resolve(),
    });
    return new Outbox({
      store: database,
      sender,
      now: () => clock,
      owner: () => owner,
      faultWords: (error) => (error instanceof Error ? error.message : ''),
      changed: () => undefined,
    });
  }

  async function add(outbox: Outbox, steps: NewStep[], kind: OutboxItem['kind'] = 'report') {
    const item = await newItem('worker-1', kind, '消防通道被堵', steps);
    await outbox.add(item);
    return item;
  }

  const state = async (id: string) => (await database.get(id))?.state;

  it('keeps work done without a network and sends it with its photos when the network is back', async () => {
    const nowhere = opened('http://127.0.0.1:9');
    const item = await add(nowhere, [{ ...REPORT, photos: [photo(), photo()] }]);
    await nowhere.flush();
    expect(await state(item.id)).toBe('waiting');
    const again = opened();
    await again.flush(true);
    expect(await state(item.id)).toBe('sent');
    expect(server.countOf('/attachments')).toBe(2);
    expect(server.countOf('/incidents')).toBe(1);
    const body = JSON.parse(server.done.at(-1)?.body ?? '{}') as { attachmentIds: string[] };
    expect(body.attachmentIds).toEqual(['attachments-1', 'attachments-2']);
  });

  it('sends what nobody was logged in for as nobody, also after somebody has logged in', async () => {
    const sent = vi.spyOn(globalThis, 'fetch');
    server.next.set('/incidents', ['work_then_cut']);
    const item = await newItem('', 'report', '消防通道被堵', [{ ...REPORT, photos: [photo()] }]);
    await opened().add(item);
    await opened().flush(true);
    owner = 'worker-1';
    await opened().flush(true);
    expect(await state(item.id)).toBe('sent');
    expect(server.countOf('/incidents')).toBe(1);
    const how = sent.mock.calls.map(([, init]) => [
      init?.credentials,
      new Headers(init?.headers).get('x-csrf-token'),
    ]);
    expect(how).toEqual(how.map(() => ['omit', null]));
    sent.mockRestore();
  });

  it("waits with a person's work when the session has ended, and says whose it is", async () => {
    const sent = vi.spyOn(globalThis, 'fetch');
    server.next.set('/incidents', [{ status: 401, body: { code: 'access.unauthenticated' } }]);
    const item = await add(opened(), [REPORT]);
    await opened().flush(true);
    expect(await state(item.id)).toBe('waiting');
    const [, init] = sent.mock.calls[0] ?? [];
    expect(init?.credentials).toBe('same-origin');
    // Without it the server would take the report for a stranger's.
    expect(new Headers(init?.headers).get('x-csrf-token')).not.toBeNull();
    sent.mockRestore();
  });

  it('arrives once when the answer of every request is lost on its first try', async () => {
    server.next.set('/attachments', ['work_then_cut']);
    server.next.set('/incidents', ['work_then_cut', 'cut']);
    const item = await add(opened(), [{ ...REPORT, photos: [photo()] }]);
    for (let start = 0; start < 4; start += 1) await opened().flush(true);
    expect(await state(item.id)).toBe('sent');
    expect(server.countOf('/attachments')).toBe(1);
    expect(server.countOf('/incidents')).toBe(1);
    expect(server.asked.filter(({ path }) => path === '/incidents')).toHaveLength(3);
  });

  it('solves on the spot in two steps and does not repeat the first when the second fails', async () => {
    const steps: NewStep[] = [
      { ...REPORT, photos: [photo()] },
      { path: '/incidents/{id}/moves', body: { move: 'solve_on_spot' }, photos: [photo()] },
    ];
    server.next.set('/incidents/incidents-2/moves', ['cut']);
    const item = await add(opened(), steps, 'solved_on_spot');
    await opened().flush();
    expect(await state(item.id)).toBe('waiting');
    await opened().flush(true);
    expect(await state(item.id)).toBe('sent');
    expect(server.countOf('/incidents')).toBe(1);
    expect(server.countOf('/incidents/incidents-2/moves')).toBe(1);
  });

  it('keeps refused work visible with the reason and sends the rest', async () => {
    server.next.set('/incidents', [
      { status: 400, body: { code: 'incidents.bad_place', detail: '地点不在本区。', status: 400 } },
    ]);
    const outbox = opened();
    const refused = await add(outbox, [REPORT]);
    const fine = await add(
      outbox,
      [{ path: '/tasks/t1/moves', body: { move: 'accept' } }],
      'task_move',
    );
    await outbox.flush();
    expect((await database.get(refused.id))?.fault?.words).toBe('地点不在本区。');
    expect(await state(refused.id)).toBe('failed');
    expect(await state(fine.id)).toBe('sent');
    await outbox.retry(refused.id);
    expect(await state(refused.id)).toBe('sent');
  });

  it('tells that work was kept as a note where the matter had moved on', async () => {
    server.next.set('/tasks/t1/moves', [
      { status: 200, body: { outcome: 'kept_as_note', words: '已由他人办结，您的记录已保存。' } },
    ]);
    const item = await add(
      opened(),
      [{ path: '/tasks/t1/moves', body: { move: 'finish' } }],
      'task_move',
    );
    await opened().flush();
    const after = await database.get(item.id);
    expect(after?.state).toBe('kept_as_note');
    expect(after?.words).toBe('已由他人办结，您的记录已保存。');
  });

  it('waits longer after each failed try, at most five minutes', async () => {
    server.next.set(
      '/incidents',
      Array.from({ length: 12 }, () => ({ status: 503 })),
    );
    const item = await add(opened(), [REPORT]);
    const pauses: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      await opened().flush();
      const next = (await database.get(item.id))?.nextTryAt ?? 0;
      pauses.push((next - clock) / 1000);
      clock = next;
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('does not send one worker’s work under another’s name, and waits for a log-in', async () => {
    const item = await add(opened(), [REPORT]);
    owner = 'worker-2';
    await opened().flush(true);
    expect(server.asked).toHaveLength(0);
    owner = 'worker-1';
    server.next.set('/incidents', [{ status: 401 }]);
    await opened().flush(true);
    expect(await state(item.id)).toBe('waiting');
    await opened().flush(true);
    expect(await state(item.id)).toBe('sent');
  });

  it('uploads a photo again when the server has swept the first upload away', async () => {
    server.next.set('/incidents', [
      { status: 400, body: { code: 'attachments.not_found', status: 400 } },
    ]);
    const item = await add(opened(), [{ ...REPORT, photos: [photo()] }]);
    await opened().flush();
    expect(await state(item.id)).toBe('sent');
    expect(server.countOf('/attachments')).toBe(2);
    expect(server.countOf('/incidents')).toBe(1);
  });

  it('sends in the order in which the work was done', async () => {
    const outbox = opened();
    for (const move of ['accept', 'start', 'finish']) {
      await add(outbox, [{ path: '/tasks/t1/moves', body: { move } }], 'task_move');
      await new Promise((done) => setTimeout(done, 3));
    }
    await outbox.flush();
    const moves = server.done.map(({ body }) => (JSON.parse(body) as { move: string }).move);
    expect(moves).toEqual(['accept', 'start', 'finish']);
  });
});
