import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttachmentsService } from '@ingrid/attachments';
import { type UploadWire } from '@ingrid/contract';
import { newId } from '@ingrid/kernel';
import { type Actor, ANONYMOUS, Authenticator, UnitOfWork } from '@ingrid/platform';
import { type TestClient, TestServer } from '@ingrid/testing';
import { aPhoto } from './photos.js';

const PATH = '44.4403';

describe('who may use and see a photo', () => {
  let server: TestServer;
  let photo: Buffer;
  const seen = new Map<string, string[]>();

  beforeAll(async () => {
    server = await TestServer.start();
    photo = await aPhoto(50, 50);
    // Stands for the module that owns matters: who may see which is its business.
    server
      .get(AttachmentsService)
      .registerReader('matter', async (actor, id) =>
        Promise.resolve(seen.get(id)?.includes(actor.personId ?? '') === true),
      );
  }, 60_000);

  afterAll(() => server.close());

  const upload = async (client: TestClient = server.client()): Promise<UploadWire> => {
    const file = { name: 'a.jpg', type: 'image/jpeg', bytes: photo };
    return (await client.upload('/attachments', file)).body as UploadWire;
  };

  const claim = (
    actor: Actor,
    ids: string[],
    more: { subjectId?: string; keys?: Record<string, string> } = {},
  ): Promise<void> =>
    server.get(UnitOfWork).run(actor, (tx) => {
      const subject = { type: 'matter', id: more.subjectId ?? newId(), regionPath: PATH };
      return server.get(AttachmentsService).claim(tx, ids, subject, more.keys);
    });

  const actorOf = async (client: TestClient): Promise<Actor> =>
    (await server.get(Authenticator).actorOf(client.token ?? '')) ?? ANONYMOUS;

  const statusOf = async (
    id: string,
    client: TestClient = server.client(),
    query = '',
  ): Promise<number> => (await client.get(`/attachments/${id}${query}`)).status;

  it('is the uploader alone before it belongs to something', async () => {
    const me = await server.as(await server.aPerson());
    const other = await server.as(await server.aPerson());
    const { id, key } = await upload(me);

    expect(await statusOf(id, me)).toBe(200);
    expect(await statusOf(id, other)).toBe(404);
    expect(await statusOf(id)).toBe(404);
    expect(await statusOf(id, server.client(), `?key=${key}`)).toBe(200);
    expect(
      await statusOf(id, server.client(), `?key=${key.startsWith('A') ? 'B' : 'A'}${key.slice(1)}`),
    ).toBe(404);
    const another = await upload(me);
    expect(await statusOf(id, server.client(), `?key=${another.key}`)).toBe(404);
  });

  it('is whoever may see the thing it belongs to', async () => {
    const person = await server.aPerson();
    const reader = await server.as(person);
    const { id } = await upload();
    const subjectId = newId();
    await claim(ANONYMOUS, [id], { subjectId });

    expect(await statusOf(id, reader)).toBe(404);
    seen.set(subjectId, [person.id]);
    expect(await statusOf(id, reader)).toBe(200);
    const listed = await server
      .get(AttachmentsService)
      .of('matter', [subjectId], { withKeys: true });
    expect(listed.get(subjectId)?.map((a) => a.id)).toEqual([id]);
    const open = listed.get(subjectId)?.[0]?.thumbUrl ?? '';
    expect((await fetch(`${server.address}${open}`)).status).toBe(200);
  });

  it('is not somebody who only knows the number of another person’s upload', async () => {
    const me = await server.as(await server.aPerson());
    const other = await actorOf(await server.as(await server.aPerson()));
    const { id, key } = await upload(me);

    await expect(claim(other, [id])).rejects.toMatchObject({
      code: 'attachments.not_usable',
      details: { ids: [id] },
    });
    await expect(claim(ANONYMOUS, [id])).rejects.toMatchObject({ code: 'attachments.not_usable' });
    await claim(other, [id], { keys: { [id]: key } });
  });

  it('uses it once: a second claim is refused, also at the same moment', async () => {
    const { id } = await upload();
    const outcomes = await Promise.allSettled([claim(ANONYMOUS, [id]), claim(ANONYMOUS, [id])]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(claim(ANONYMOUS, [newId()])).rejects.toMatchObject({
      code: 'attachments.not_usable',
    });
  });

  it('uses at most nine at once', async () => {
    const ids = Array.from({ length: 10 }, () => newId());
    await expect(claim(ANONYMOUS, ids)).rejects.toMatchObject({
      code: 'attachments.too_many_at_once',
    });
  });

  it('keeps a claimed photo beyond the day', async () => {
    const { id, key } = await upload();
    await claim(ANONYMOUS, [id]);
    server.clock.advance(25 * 3_600_000);
    await server.runTimers();
    server.clock.advance(-25 * 3_600_000);
    expect(await statusOf(id, server.client(), `?key=${key}`)).toBe(200);
  });

  it('gets it in a form that no browser runs and no shared cache keeps', async () => {
    const { url } = await upload();
    const answer = await fetch(`${server.address}${url}`);
    const header = (name: string): string | null => answer.headers.get(name);
    expect(header('content-type')).toBe('image/jpeg');
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('cache-control')).toMatch(/^private,/);
    expect(header('content-disposition')).toMatch(/^inline; filename="[0-9a-f-]{36}\.jpg"$/);
    expect(header('content-security-policy')).toContain('sandbox');
    const again = await fetch(`${server.address}${url}`, {
      headers: { 'if-none-match': header('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('is answered with a problem for wrong ids and strange keys', async () => {
    const { id } = await upload();
    expect(await statusOf('x')).toBe(400);
    expect(await statusOf(newId())).toBe(404);
    for (const query of [
      '?key=',
      '?key=%00',
      '?key=a&key=b',
      `?key=${'x'.repeat(500)}`,
      '?key[a]=1',
    ]) {
      expect([400, 404]).toContain(await statusOf(id, server.client(), query));
    }
  });
});
