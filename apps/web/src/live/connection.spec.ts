import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type ClientToServer, type ServerToClient, type SubscribeRequest } from '@ingrid/contract';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveConnection, liveState } from './connection';

const FAR_BEHIND = {
  type: 'about:blank',
  title: '',
  status: 410,
  code: 'live.too_far_behind',
  detail: '',
  details: {},
  reference: '',
};

/** A real socket server whose answers the test decides. */
describe('live connection', () => {
  let http: HttpServer;
  let server: Server<ClientToServer, ServerToClient>;
  let connection: LiveConnection;
  let asked: SubscribeRequest[];
  let reaches: (request: SubscribeRequest) => boolean;
  let missedAtFirst: number;
  const heard: number[] = [];
  const missed = vi.fn();

  beforeEach(async () => {
    asked = [];
    heard.length = 0;
    missed.mockClear();
    reaches = () => true;
    http = createServer();
    server = new Server(http, { path: '/live' });
    server.on('connection', (socket) => {
      socket.on('subscribe', (request, answer) => {
        asked.push(request);
        if (!reaches(request)) answer(FAR_BEHIND);
        else
          answer({ joined: request.rooms, refused: [], seq: request.since ?? 100 * asked.length });
      });
    });
    await new Promise<void>((done) => void http.listen(0, '127.0.0.1', done));
    const { port } = http.address() as AddressInfo;
    connection = new LiveConnection(() =>
      Promise.resolve(
        io(`http://127.0.0.1:${port}`, { path: '/live', forceNew: true, reconnectionDelay: 10 }),
      ),
    );
    connection.listen(['region:44'], { hear: ({ seq }) => heard.push(seq), missed });
    await vi.waitFor(() => expect(liveState.value).toBe('live'));
    missedAtFirst = missed.mock.calls.length;
    missed.mockClear();
  });

  afterEach(async () => {
    connection.close();
    await server.close();
  });

  function say(seq: number): void {
    server.emit('activity', {
      seq,
      type: 'incident.moved',
      subjectType: 'incident',
      subjectId: 'i1',
      regionPath: '44',
      at: '2026-11-22T08:00:00Z',
      data: {},
    });
  }

  it('has the pages load again once it begins, for they were loaded before', () => {
    expect(missedAtFirst).toBe(1);
  });

  it('joins anew and has the pages load again when the server no longer reaches back so far', async () => {
    reaches = ({ since }) => since === undefined;
    for (const [, socket] of server.sockets.sockets) socket.conn.close();
    await vi.waitFor(() => expect(missed).toHaveBeenCalledTimes(1));
    expect(asked.map(({ since }) => since)).toEqual([undefined, 100, undefined]);
    say(301);
    await vi.waitFor(() => expect(heard).toEqual([301]));
  });

  it('joins anew when a replay was given up', async () => {
    server.emit('ended', { room: null, code: 'live.too_far_behind' });
    await vi.waitFor(() => expect(missed).toHaveBeenCalledTimes(1));
    say(201);
    await vi.waitFor(() => expect(heard).toEqual([201]));
    expect(liveState.value).toBe('live');
  });

  it('comes back after a server that said goodbye', async () => {
    server.disconnectSockets(true);
    await vi.waitFor(
      () => expect(asked.map(({ since }) => since)).toEqual([undefined, 100]),
      4_000,
    );
    expect(missed).not.toHaveBeenCalled();
  });

  it('says that the screen is old when the stream was ended for another reason', async () => {
    server.emit('ended', { room: null, code: 'access.unauthenticated' });
    await vi.waitFor(() => expect(liveState.value).toBe('broken'));
    expect(missed).toHaveBeenCalledTimes(1);
  });
});
