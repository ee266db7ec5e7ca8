import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { createServer, migrateDatabase, type RunningServer } from '@ingrid/assembly';
import { type LiveActivityWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { newId } from '@ingrid/kernel';
import { readConfig, SYSTEM, UnitOfWork } from '@ingrid/platform';
import { Server } from 'socket.io';
import { type Call, type FromClients, machineTime } from './fanout/clients.js';

/*
 * One incident to 2,000 sockets that may see it, from the commit to the receipt, against a room broadcast of a bare
 * socket.io server with the same payload. Both servers stand in this process, the clients in two others, and the rounds
 * take turns.
 */

const SOCKETS = 2_000;
const PROCESSES = 2;
const WARM_UP = 5;
const ROUNDS = 40;
const PATH = '44.4403.440305.440305001.440305001001.01';

interface Context {
  readonly databaseUrl: string;
  readonly tempDir: string;
}

interface BenchResult {
  readonly bench: string;
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  readonly unit: string;
}

/** Runs both and prints the table; answers the 99th percentile in milliseconds. */
export async function run(context: Context): Promise<BenchResult> {
  await migrateDatabase(context.databaseUrl);
  const { server, baseline } = await start(context);
  const clients = new Clients();
  try {
    const seats = await seatsFor(server);
    const address = `http://127.0.0.1:${(baseline.httpServer.address() as AddressInfo).port}`; // it listens on TCP
    await clients.connect(
      'baseline',
      { address, path: '/bare' },
      seats.map(() => ({ token: '', rooms: [] })),
    );
    await clients.connect('ours', { address: server.address, path: '/live' }, seats);
    const times = { ours: [] as number[], baseline: [] as number[] };
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const ours = await clients.round('ours', () => report(server));
      const bare = await clients.round('baseline', () => broadcast(baseline));
      if (round < WARM_UP) continue;
      times.ours.push(...ours);
      times.baseline.push(...bare);
    }
    return tell(times);
  } finally {
    clients.close();
    await baseline.close();
    await server.close();
  }
}

async function start(context: Context): Promise<{ server: RunningServer; baseline: Server }> {
  const settings = {
    DATABASE_URL: context.databaseUrl,
    PORT: '0',
    LOG_LEVEL: 'error',
    WEB_DIR: '',
    FILES_DIR: context.tempDir,
  };
  const server = await createServer(readConfig(settings));
  const baseline = new Server({ path: '/bare', serveClient: false });
  baseline.listen(0);
  baseline.on('connection', (socket) => void socket.join('everybody'));
  return { server, baseline };
}

/** People with rights at different heights of the tree; each socket follows one to three rooms that overlap. */
async function seatsFor(server: RunningServer): Promise<Call['sockets'][number][]> {
  const identity = server.app.get(IdentityService, { strict: false });
  identity.registerRegionNames((paths) =>
    Promise.resolve(new Map(paths.map((path) => [path, path]))),
  );
  const labels = PATH.split('.');
  const people: Call['sockets'][number][] = [];
  for (let i = 0; i < 40; i += 1) {
    const depth = 1 + (i % labels.length);
    const regionPath = labels.slice(0, depth).join('.');
    const { id } = await server.app.get(UnitOfWork, { strict: false }).run(SYSTEM, async (tx) => {
      const person = await identity.createPerson(tx, { name: '某人' });
      await identity.grant(tx, { personId: person.id, role: 'worker', regionPath });
      return person;
    });
    const { token } = await identity.openSession(id);
    const below = [depth, depth + 1, depth + 2].filter((n) => n <= labels.length);
    people.push({ token, rooms: below.map((n) => `region:${labels.slice(0, n).join('.')}`) });
  }
  return Array.from(
    { length: SOCKETS },
    (_, i) => people[i % people.length] ?? { token: '', rooms: [] },
  );
}

const facts = {
  number: '2026-1122-0001',
  from: null,
  to: 'reported',
  source: 'resident',
  categoryCode: 'A0101',
  version: 1,
};

interface Sent {
  readonly id: string;
  readonly at: number;
}

/** Commits one incident's activity; the time is that of the commit. */
async function report(server: RunningServer): Promise<Sent> {
  let at = 0;
  const work = server.app.get(UnitOfWork, { strict: false });
  const subjectId = newId();
  await work.run(SYSTEM, (tx) => {
    tx.record({
      type: 'incident.reported',
      subjectType: 'incident',
      subjectId,
      regionPath: PATH,
      data: facts,
    });
    tx.onCommit(() => (at = machineTime()));
    return Promise.resolve();
  });
  // The id of the activity is made inside; clients tell it.
  return { id: '', at };
}

let broadcasts = 0;

function broadcast(baseline: Server): Promise<Sent> {
  broadcasts += 1;
  const payload: LiveActivityWire = {
    seq: 3_221_225_472 + broadcasts,
    type: 'incident.reported',
    subjectType: 'incident',
    subjectId: newId(),
    regionPath: PATH,
    at: new Date().toISOString(),
    data: facts,
  };
  const at = machineTime();
  baseline.to('everybody').emit('activity', payload);
  return Promise.resolve({ id: String(payload.seq), at });
}

/** The processes full of clients. */
class Clients {
  private readonly children: ChildProcess[] = [];

  constructor() {
    const file = new URL('./fanout/clients.js', import.meta.url);
    for (let i = 0; i < PROCESSES; i += 1)
      this.children.push(fork(file, { env: { ...process.env, NODE_OPTIONS: '' } }));
  }

  async connect(
    name: string,
    to: { address: string; path: string },
    seats: Call['sockets'],
  ): Promise<void> {
    const share = Math.ceil(seats.length / this.children.length);
    const connected = this.answers('connected', name);
    this.children.forEach((child, i) => {
      child.send({
        kind: 'connect',
        name,
        ...to,
        sockets: seats.slice(i * share, (i + 1) * share),
      } satisfies Call);
    });
    await connected;
  }

  /** One message to everybody; answers the milliseconds each socket waited for it. */
  async round(name: string, send: () => Promise<Sent>): Promise<number[]> {
    const received = this.answers('received', name);
    const { at } = await send();
    const answers = await received;
    return answers.flatMap((answer) =>
      answer.kind === 'received' ? answer.at.map((then) => (then - at) / 1_000) : [],
    );
  }

  close(): void {
    for (const child of this.children) child.kill();
  }

  private answers(kind: FromClients['kind'], name: string): Promise<FromClients[]> {
    return Promise.all(
      this.children.map(async (child) => {
        for (;;) {
          const [message] = (await once(child, 'message')) as [FromClients]; // our own clients wrote it
          if (message.kind === kind && message.name === name) return message;
        }
      }),
    );
  }
}

function tell(times: { ours: number[]; baseline: number[] }): BenchResult {
  const line = (name: string, list: number[]): string =>
    `${name.padEnd(26)} ${[0.5, 0.9, 0.99, 1].map((q) => percentile(list, q).toFixed(1).padStart(8)).join('')}\n`;
  process.stdout.write(
    `${SOCKETS} sockets, ${ROUNDS} messages each; milliseconds        p50     p90     p99     max\n`,
  );
  process.stdout.write(line('ours, commit to receipt', times.ours));
  process.stdout.write(line('bare room broadcast', times.baseline));
  const ours = Number(percentile(times.ours, 0.99).toFixed(1));
  const baseline = Number(percentile(times.baseline, 0.99).toFixed(1));
  return {
    bench: 'fanout',
    ours,
    baseline,
    ratio: Number((ours / baseline).toFixed(3)),
    unit: 'ms p99',
  };
}

function percentile(list: readonly number[], q: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
