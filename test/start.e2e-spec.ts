import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, isAlive, LaunchTree } from './launcher/launch-tree.js';

describe('npm start', () => {
  let tree: LaunchTree;

  beforeAll(async () => {
    tree = await LaunchTree.build();
  }, 120_000);

  // A test that failed half-way must not hold the data directory of the next.
  afterEach(async () => {
    await tree.quiet();
  }, 60_000);

  afterAll(async () => {
    await tree.remove();
  }, 30_000);

  it('says where it is and who may log in, and stops server and database on Ctrl-C', async () => {
    const started = await tree.start();
    const { server, postgres } = tree.pids();
    expect(started.output()).toContain(`http://127.0.0.1:${tree.port}`);
    expect(started.output()).toMatch(/resident resident2 worker .* admin/);
    expect(started.output()).toContain('gezhong-demo');
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
    expect([isAlive(server), isAlive(postgres)]).toEqual([false, false]);
  }, 60_000);

  it('starts again within 8 seconds without building, and keeps the data', async () => {
    await tree.cli('kept-by-cli');
    const begun = Date.now();
    const started = await tree.start();
    expect(Date.now() - begun).toBeLessThan(8000);
    expect(started.output()).not.toContain('Building');
    expect((await tree.cli()).output).toContain('kept: kept-by-cli');
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  }, 60_000);

  it('refuses a second start in the same data directory, naming process and address', async () => {
    const first = await tree.start();
    const second = tree.run(['scripts/start.mjs'], { PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`process ${first.child.pid ?? 0}`);
    expect(second.output()).toContain(`http://127.0.0.1:${tree.port}`);
    expect((await tree.ask('/')).demo).toBe('1');
    first.child.kill('SIGINT');
    await first.ended;
  }, 60_000);

  it('lets the command line use the running database and its exit code through', async () => {
    const started = await tree.start();
    expect(await tree.cli('while-running')).toMatchObject({
      code: 0,
      output: expect.stringContaining('while-running'),
    });
    expect((await tree.cli('fail')).code).toBe(7);
    started.child.kill('SIGINT');
    await started.ended;
  }, 60_000);

  it('says which port is taken by another program', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await pause(50);
    const address = other.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    const started = tree.run(['scripts/start.mjs'], { PORT: String(taken), HOST: '0.0.0.0' });
    expect(await started.ended).toBe(1);
    // The demonstration stays on this machine, and says so to whoever wanted it elsewhere.
    expect(started.output()).toContain('listens on 127.0.0.1 only, not on HOST=0.0.0.0');
    expect(started.output()).toContain(`Port ${taken} is taken by another program`);
    other.close();
  }, 30_000);

  it.each([
    ['the launcher', ['launcher']],
    ['the database', ['postgres']],
    ['launcher and database', ['launcher', 'postgres']],
    ['everything', ['launcher', 'server', 'postgres']],
  ])(
    'recovers by itself after kill -9 of %s',
    async (_what, victims) => {
      const started = await tree.start();
      await tree.cli(`before-${victims.join('-')}`);
      const all = { ...tree.pids(), launcher: started.child.pid ?? 0 };
      for (const victim of victims) process.kill(all[victim as keyof typeof all], 'SIGKILL');
      await started.ended;
      const again = await tree.start();
      expect((await tree.cli()).output).toContain(`before-${victims.join('-')}`);
      expect(isAlive(all.server)).toBe(false);
      again.child.kill('SIGINT');
      expect(await again.ended).toBe(0);
    },
    90_000,
  );

  it('stops with npm when only npm is killed, and the next start waits for that', async () => {
    // npm's part is played by a process that starts the launcher as its child and does not pass signals on.
    const launcher = `require('node:child_process').spawn(process.execPath, ['scripts/start.mjs'], { stdio: 'inherit' })`;
    const npm = await tree.ready(
      tree.run(['-e', `${launcher}; setInterval(() => {}, 1000)`], {
        npm_lifecycle_event: 'start',
      }),
    );
    const { server } = tree.pids();
    npm.child.kill('SIGKILL');
    const again = await tree.start();
    expect(isAlive(server)).toBe(false);
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
  }, 60_000);

  it('starts over a pid file whose number now belongs to another program', async () => {
    const file = join(tree.folder, 'data/postgres/pg/postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dirname(file)}\n`);
    const started = await tree.start();
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  }, 60_000);

  it('stops the database and fails when the server crashes', async () => {
    const started = await tree.start();
    const { postgres } = tree.pids();
    await tree.ask('/crash').catch(() => undefined);
    expect(await started.ended).toBe(3);
    expect(started.output()).toContain('stopped unexpectedly');
    expect(isAlive(postgres)).toBe(false);
  }, 60_000);

  it('ends the server and says so when the database is lost', async () => {
    const started = await tree.start();
    const { server, postgres } = tree.pids();
    process.kill(postgres, 'SIGKILL');
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('The database stopped unexpectedly');
    expect(isAlive(server)).toBe(false);
  }, 60_000);

  it('is no demo with DATABASE_URL and starts no database then', async () => {
    const started = await tree.start({
      DATABASE_URL: 'postgres://someone@127.0.0.1:1/somewhere',
      DATA_DIR: 'other',
    });
    expect(await tree.ask('/')).toEqual({
      demo: '0',
      database: 'postgres://someone@127.0.0.1:1/somewhere',
    });
    expect(started.output()).not.toContain('gezhong-demo');
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
  }, 60_000);

  // Only root can play both parts, and only where an ordinary account can read the clone.
  const asRoot = process.getuid?.() === 0;
  const nobody = { uid: 65534, gid: 65534 };

  (asRoot && isOpen(import.meta.dirname) ? it : it.skip)(
    'works for an ordinary user',
    async () => {
      const data = join(tree.folder, 'of-nobody');
      mkdirSync(data, { mode: 0o755 });
      chownSync(data, nobody.uid, nobody.gid);
      const started = await tree.start({ DATA_DIR: join(data, 'data') }, nobody);
      expect(statSync(join(data, 'data/postgres/pg')).uid).toBe(nobody.uid);
      started.child.kill('SIGINT');
      expect(await started.ended).toBe(0);
    },
    60_000,
  );

  (asRoot ? it : it.skip)(
    'works for root in a folder that only root can enter, and says where the data is',
    async () => {
      const closed = join(tree.folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const started = await tree.start({ DATA_DIR: join(closed, 'data') });
      const place = readFileSync(join(closed, 'data/postgres.place'), 'utf8').trim();
      expect(started.output()).toContain(`keeps its data in ${place}`);
      expect(statSync(place).uid).not.toBe(0);
      started.child.kill('SIGINT');
      expect(await started.ended).toBe(0);
      rmSync(place, { recursive: true, force: true });
    },
    60_000,
  );
});

/** Can everybody enter this folder? */
function isOpen(folder: string): boolean {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o005) === 0o005 && (above === folder || isOpen(above));
}
