import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { aWorld, ROLES, SECRET, type World } from './bad-input/world.js';

// Messages of the live stream: whatever is sent, the sender gets a problem and nobody else notices.
let world: World;
const open: Socket[] = [];

beforeAll(async () => {
  world = await aWorld();
}, 120_000);

afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});

afterAll(() => world.server.close());

async function connect(auth: unknown, options: Record<string, unknown> = {}): Promise<Socket> {
  const socket = io(world.server.address, {
    path: '/live',
    auth: auth as Record<string, unknown>, // wrong ones as well
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...options,
  });
  open.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    // What is not even a packet is cut off without a word.
    socket.io.engine.once('close', () => {
      reject(new Error('closed'));
    });
  });
  return socket;
}

const resident = (): Promise<Socket> => connect({ token: world.here.clients.resident.token });

const isProblem = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'code' in answer &&
  'detail' in answer &&
  'reference' in answer;

const deep = (depth: number): unknown =>
  JSON.parse('{"rooms":'.repeat(depth) + '[]' + '}'.repeat(depth));

const WRONG: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a text', 'region:44'],
  ['a list', ['region:44']],
  ['an empty object', {}],
  ['rooms as a text', { rooms: 'region:44' }],
  ['rooms as a table', { rooms: { length: 1, 0: 'region:44' } }],
  ['rooms of numbers', { rooms: [1, 2] }],
  ['rooms of lists', { rooms: [['region:44']] }],
  ['rooms of nothing', { rooms: [null] }],
  ['5,000 rooms', { rooms: Array.from({ length: 5_000 }, (_, n) => `r${n}`) }],
  ['a room of 5,000 letters', { rooms: ['r'.repeat(5_000)] }],
  ['a position as text', { rooms: [], since: '1' }],
  ['a negative position', { rooms: [], since: -1 }],
  ['half a position', { rooms: [], since: 0.5 }],
  ['a huge position', { rooms: [], since: 1e308 }],
  ['a position as a list', { rooms: [], since: [1] }],
  ['500 levels', { rooms: deep(500) }],
  ['bytes', Buffer.from('abc')],
];

const STRANGE_ROOMS = [
  '',
  'region:',
  'region',
  'region:44.*',
  'region:a\u0000b',
  'region:\ud800',
  'region:𡐓',
  `region:'; DROP TABLE activity`,
  'person:',
  'incident:1',
  'incident:\u0000',
  '__proto__',
  'toString',
  'region:..',
  'nothing:at-all',
  'region:4'.repeat(40),
];

describe('a live message', () => {
  it.each(['subscribe', 'unsubscribe'])(
    '`%s` of any wrong shape is answered with a problem',
    async (name) => {
      const socket = await resident();
      const answers = [];
      for (const [label, payload] of WRONG) {
        // What lies in `since` is nothing to `unsubscribe`.
        if (name === 'unsubscribe' && label.includes('position')) continue;
        const answer: unknown = await socket.timeout(3_000).emitWithAck(name, payload);
        if (!isProblem(answer)) answers.push([label, answer]);
      }
      expect(answers).toEqual([]);
      expect(socket.connected).toBe(true);
    },
  );

  it('that does not exist is answered with a problem, or with nothing where no answer was asked for', async () => {
    const socket = await resident();
    for (const name of ['nothing', '__proto__', 'constructor', '*', 'activity', 'ended']) {
      expect(isProblem(await socket.timeout(3_000).emitWithAck(name, { rooms: [] }))).toBe(true);
    }
    socket.emit('subscribe');
    socket.emit('subscribe', null, 1, 2, 3);
    socket.emit('nothing', { a: 1 });
    expect(await socket.timeout(3_000).emitWithAck('subscribe', { rooms: [] })).toMatchObject({
      refused: [],
    });
  });

  it('asking for strange rooms, or those of another street or person, is refused room by room', async () => {
    const { things, people } = world.there;
    const foreign = [
      `region:${things.regionPath}`,
      `incident:${things.incident}`,
      `person:${people.resident.id}`,
      'region:',
      'region:44',
    ];
    for (const role of ROLES) {
      const socket = await connect({ token: world.here.clients[role].token });
      const rooms = [...foreign, ...STRANGE_ROOMS];
      const answer = (await socket
        .timeout(5_000)
        .emitWithAck('subscribe', { rooms, since: 0 })) as {
        joined?: string[];
        refused?: unknown[];
      }; // judged next
      // One's own room is joined by itself.
      expect(answer.joined).toEqual([`person:${world.here.people[role].id}`]);
      expect(answer.refused).toHaveLength(new Set(rooms).size);
      expect(JSON.stringify(answer)).not.toContain(SECRET);
    }
  });

  it('too often or too large ends or slows only the one who sends it', async () => {
    const witness = await resident();
    await witness.timeout(3_000).emitWithAck('subscribe', { rooms: [] });
    const noisy = await connect({ token: world.here.clients.worker.token });
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        noisy
          .timeout(5_000)
          .emitWithAck('subscribe', { rooms: [] })
          .catch(() => null),
      ),
    );
    expect(answers.filter(isProblem).length).toBeGreaterThan(50);
    const heavy = await connect({ token: world.here.clients.handler.token });
    const cut = new Promise((resolve) => heavy.once('disconnect', resolve));
    heavy.emit('subscribe', { rooms: ['x'.repeat(300_000)] });
    await cut;
    expect(witness.connected).toBe(true);
    const seen = new Promise((resolve) => witness.once('activity', resolve));
    await world.here.clients.dispatcher.post(`/incidents/${world.here.things.incident}/moves`, {
      move: 'comment',
      note: '请稍候',
    });
    await expect(Promise.race([seen, failLater()])).resolves.toMatchObject({
      subjectId: world.here.things.incident,
    });
  });
});

function failLater(): Promise<never> {
  return new Promise((_, reject) =>
    setTimeout(() => {
      reject(new Error('the others heard nothing'));
    }, 5_000).unref(),
  );
}

/** socket.io puts our problem into `data` of the error. */
function reasonOf(error: unknown): string {
  const { data, message } = error as { data?: { code?: string }; message: string };
  return data?.code ?? message;
}

describe('a live connection', () => {
  it.each<[string, unknown]>([
    ['no token', {}],
    ['a forged token', { token: 'x'.repeat(43) }],
    ['a token as a number', { token: 7 }],
    ['a token as a list', { token: ['a'] }],
    ['a token as a table', { token: { toString: 1 } }],
    ['an empty token', { token: '' }],
    ['a token of 50,000 letters', { token: 'x'.repeat(50_000) }],
    ['a token with NUL', { token: 'a\u0000b' }],
    ['half a surrogate', { token: '\ud800' }],
    ['no table at all', 'token'],
  ])('with %s is refused with a problem', async (_, auth) => {
    const refusal = await connect(auth).then(
      () => 'let in',
      (error: unknown) => reasonOf(error),
    );
    expect(refusal).not.toBe('let in');
    expect(refusal).toMatch(/access\.unauthenticated|websocket error|xhr|closed/);
  });

  it('is not opened by rubbish on its address, and the server goes on', async () => {
    const { address } = world.server;
    for (const path of [
      '/live/?EIO=1&transport=x',
      '/live/?EIO=4&transport=polling&sid=nobody',
      '/live',
      '/live/?EIO=4&transport=polling&sid=__proto__',
    ]) {
      const answer = await fetch(`${address}${path}`, { method: 'POST', body: 'rubbish' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await world.server.client().get('/healthz')).status).toBe(200);
  });
});
