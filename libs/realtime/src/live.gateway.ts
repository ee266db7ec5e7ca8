import { type Server as HttpServer } from 'node:http';
import { type ProblemWire } from '@ingrid/contract';
import { isProblem, type Language, newId } from '@ingrid/kernel';
import {
  accessProblems,
  Authenticator,
  Config,
  languageOf,
  log,
  presentedToken,
  problemWire,
  toProblem,
} from '@ingrid/platform';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server } from 'socket.io';
import { bufferedPackets, Connection, type LiveServer, type LiveSocket } from './connection.js';
import { readRooms, readSubscribe } from './domain/messages.js';
import { Hub } from './hub.js';
import { liveProblems } from './realtime.problems.js';
import { Subscriptions } from './subscriptions.js';

const LARGEST_MESSAGE = 64 * 1024;
const MESSAGES_PER_10_SECONDS = 60;
const SAY_POSITION_EVERY_MS = 20_000;
const LOOK_FOR_SLOW_EVERY_MS = 1_000;
// A reader that far behind is cheaper to cut off: it comes back and asks for the rest.
const MOST_BUFFERED = 5_000;

type Answer = (answer: unknown) => void;

/** `/live`: lets people with a session in and takes their messages. */
@Injectable()
export class LiveGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private io: LiveServer | null = null;
  private closing = false;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly limiter = new RateLimiterMemory({
    points: MESSAGES_PER_10_SECONDS,
    duration: 10,
  });

  @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost;
  @Inject(Config) private readonly config: Config;
  @Inject(Authenticator) private readonly authenticator: Authenticator;
  @Inject(Hub) private readonly hub: Hub;
  @Inject(Subscriptions) private readonly subscriptions: Subscriptions;

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.INGRID_ROLES.includes('live')) return;
    const server = this.host.httpAdapter.getHttpServer() as HttpServer; // Nest does not know which server it has
    const io: LiveServer = new Server(server, {
      path: '/live',
      serveClient: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      connectTimeout: 10_000,
      allowRequest: (request, decide) => {
        decide(null, !this.closing && isOwnPage(request.headers));
      },
    });
    this.io = io;
    io.use((socket, next) => {
      this.letIn(socket).then(
        (connection) => {
          socket.data = connection;
          next();
        },
        (error: unknown) => {
          next(refusal(error, languageOf(socket.handshake)));
        },
      );
    });
    io.on('connection', (socket) => {
      this.serve(socket.data as Connection); // put there just above
    });
    await this.hub.open(io);
    this.every(SAY_POSITION_EVERY_MS, () => {
      this.hub.sayPosition();
    });
    this.every(LOOK_FOR_SLOW_EVERY_MS, () => {
      this.cutSlowOnes();
    });
  }

  /** Before the HTTP server closes: it would wait for open sockets. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const timer of this.timers) clearInterval(timer);
    this.io?.disconnectSockets(true);
    this.io?.engine.close();
  }

  private every(milliseconds: number, act: () => void): void {
    this.timers.push(setInterval(act, milliseconds).unref());
  }

  /** @throws access.unauthenticated */
  private async letIn(socket: LiveSocket): Promise<Connection> {
    const { token: given } = socket.handshake.auth as { token?: unknown }; // whatever the client sent
    const token =
      typeof given === 'string' ? given : presentedToken(socket.handshake.headers)?.token;
    const actor = token ? await this.authenticator.actorOf(token) : null;
    if (!token || !actor) throw accessProblems.unauthenticated({});
    return new Connection(socket, token, actor);
  }

  private serve(connection: Connection): void {
    this.hub.add(connection);
    connection.socket.onAny((name: string, ...rest: unknown[]) => {
      const last = rest.at(-1);
      const answer: Answer = typeof last === 'function' ? (last as Answer) : () => undefined; // socket.io's own
      const payload = typeof last === 'function' && rest.length === 1 ? undefined : rest[0];
      void this.take(connection, { name, payload, answer });
    });
    // Between the look at the token and now the session may have been closed.
    void this.hub.check(connection);
  }

  private async take(
    connection: Connection,
    message: { name: string; payload: unknown; answer: Answer },
  ): Promise<void> {
    try {
      await this.limit(connection);
      await connection.inTurn(() => this.act(connection, message));
    } catch (error) {
      message.answer(asWire(error, languageOf(connection.socket.handshake)));
    }
  }

  /** Every message there is; what is not here is refused. Rights are asked per room. */
  private async act(
    connection: Connection,
    { name, payload, answer }: { name: string; payload: unknown; answer: Answer },
  ): Promise<void> {
    if (name === 'subscribe') {
      const request = readSubscribe(payload);
      if (typeof request === 'string') throw liveProblems.badMessage({ why: request });
      await this.subscriptions.subscribe(connection, request, answer);
    } else if (name === 'unsubscribe') {
      const rooms = readRooms(payload);
      if (typeof rooms === 'string') throw liveProblems.badMessage({ why: rooms });
      answer({ left: this.subscriptions.unsubscribe(connection, rooms) });
    } else throw liveProblems.unknownMessage({});
  }

  private async limit(connection: Connection): Promise<void> {
    const spent = await this.limiter.consume(connection.socket.id).catch(() => null);
    if (!spent) throw liveProblems.tooManyMessages({ retryAfterSeconds: 10 });
  }

  private cutSlowOnes(): void {
    for (const { socket } of this.hub.connections) {
      if (bufferedPackets(socket) <= MOST_BUFFERED) continue;
      log.info('a live connection was too slow and is cut off');
      socket.disconnect(true);
    }
  }
}

/** A cookie travels by itself, so a browser page of another site must not be able to open a stream with it. */
function isOwnPage(headers: { origin?: string | undefined; host?: string | undefined }): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

function asWire(error: unknown, language: Language): ProblemWire {
  const problem = toProblem(error);
  const reference = newId();
  if (!isProblem(error) || problem.status >= 500)
    log.error({ error, reference }, 'a live message failed');
  return problemWire(problem, reference, language);
}

function refusal(error: unknown, language: Language): Error {
  const data = asWire(error, language);
  return Object.assign(new Error(data.code), { data });
}
