import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer as listen, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '../../..');

/** A whole server in a process of its own, which can be killed. */
export class ServerProcess {
  private child: ChildProcess | null = null;
  /** Killed before it was ready; whoever killed it starts the next. */
  private isReady = false;
  private killed: ChildProcess | null = null;

  constructor(
    readonly port: number,
    private readonly environment: Record<string, string>,
  ) {}

  get alive(): boolean {
    return this.child !== null;
  }

  get ready(): boolean {
    return this.isReady;
  }

  async start(): Promise<void> {
    const compile = pathToFileURL(join(ROOT, 'scripts/shared/compile.mjs')).href;
    const script = `
      const { compile, compiled } = await import(${JSON.stringify(compile)});
      await compile(['libs', 'apps/server']);
      await import(compiled('apps/server/src/main.ts'));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      // Without the options of the test runner.
      env: {
        PATH: process.env['PATH'],
        ...this.environment,
        PORT: String(this.port),
        NODE_OPTIONS: '',
      },
    });
    this.child = child;
    child.once('exit', () => {
      if (this.child === child) this.child = null;
    });
    while (this.child === child) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => null);
      if (answer?.ok) {
        this.isReady = true;
        return;
      }
      await new Promise((r) => setTimeout(r, 50));
    }
    if (this.killed !== child) throw new Error('the server process ended before it was ready');
  }

  /** kill -9: no last words. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child) return;
    this.killed = child;
    this.isReady = false;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}

export async function freePort(): Promise<number> {
  const server = listen();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The network between clients and servers: spreads connections and can be cut. */
export class Network {
  private readonly pairs = new Set<[Socket, Socket]>();
  private readonly server: Server;

  constructor(private readonly upstreams: () => number[]) {
    this.server = listen((near) => {
      const ports = this.upstreams();
      const port = ports[Math.floor(Math.random() * ports.length)];
      if (port === undefined) {
        near.destroy();
        return;
      }
      const far = connect(port, '127.0.0.1');
      const pair: [Socket, Socket] = [near, far];
      this.pairs.add(pair);
      for (const [a, b] of [[near, far] as const, [far, near] as const]) {
        a.pipe(b);
        a.on('error', () => b.destroy());
        a.on('close', () => {
          b.destroy();
          this.pairs.delete(pair);
        });
      }
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Cuts a part of the connections in the middle of whatever they were doing. */
  cut(part: number): number {
    const chosen = [...this.pairs].filter(() => Math.random() < part);
    for (const [near, far] of chosen) {
      near.destroy();
      far.destroy();
    }
    return chosen.length;
  }

  close(): void {
    this.cut(1);
    this.server.close();
  }
}
