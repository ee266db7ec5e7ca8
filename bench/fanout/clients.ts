import { io, type Socket } from 'socket.io-client';

/*
 * One process full of clients. The parent says whom to call; each message that arrives is noted with the time of the
 * machine's monotonic clock, which all processes share.
 */

export interface Call {
  readonly kind: 'connect';
  readonly name: string;
  readonly address: string;
  readonly path: string;
  /** One per socket. */
  readonly sockets: readonly { readonly token: string; readonly rooms: readonly string[] }[];
}

export type FromClients =
  | { readonly kind: 'connected'; readonly name: string }
  /** Everybody here has the message; microseconds of the monotonic clock. */
  | {
      readonly kind: 'received';
      readonly name: string;
      readonly id: string;
      readonly at: readonly number[];
    };

const sockets: Socket[] = [];
const arrivals = new Map<string, number[]>();

/** Microseconds of the clock that every process of this machine shares. */
export function machineTime(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

function tell(message: FromClients): void {
  process.send?.(message);
}

function arrived(name: string, id: string, expected: number): void {
  const now = machineTime();
  const key = `${name} ${id}`;
  const list = arrivals.get(key) ?? [];
  arrivals.set(key, list);
  list.push(now);
  if (list.length < expected) return;
  arrivals.delete(key);
  tell({ kind: 'received', name, id, at: list });
}

async function connect(call: Call, index: number): Promise<void> {
  const { token, rooms } = call.sockets[index] ?? { token: '', rooms: [] };
  const socket = io(call.address, {
    path: call.path,
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
  });
  sockets.push(socket);
  socket.on('activity', ({ seq }: { seq: number }) => {
    arrived(call.name, String(seq), call.sockets.length);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  if (rooms.length > 0) await socket.timeout(30_000).emitWithAck('subscribe', { rooms });
}

async function connectAll(call: Call): Promise<void> {
  const next = call.sockets.keys();
  // Not all at once: a server that is greeted by thousands in one moment is another bench.
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (const index of next) await connect(call, index);
    }),
  );
  tell({ kind: 'connected', name: call.name });
}

if (process.send) {
  process.on('message', (call: Call) => {
    connectAll(call).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
  });
}
