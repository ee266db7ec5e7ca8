import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_ROLES, isVerb, VERBS } from '@ingrid/contract';
import { ACCESS, type AccessDeclaration } from '@ingrid/platform';
import { TestServer } from '@ingrid/testing';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

// The page is a snapshot: a route that opens wider is seen in review. UPDATE_DOCS=1 writes it anew.
const PAGE = join(import.meta.dirname, '../docs/access.md');

interface Door {
  route: string;
  where: string;
  access: AccessDeclaration | undefined;
}

describe('access', () => {
  let server: TestServer;
  let doors: Door[];

  beforeAll(async () => {
    server = await TestServer.start();
    doors = [...routes(), ...messages()].sort((a, b) => (a.route < b.route ? -1 : 1));
  }, 60_000);

  afterAll(() => server.close());

  /** Every method of every controller that has an address. */
  function routes(): Door[] {
    return server
      .get(DiscoveryService)
      .getControllers()
      .flatMap(({ instance, metatype }) =>
        methodsOf(instance).flatMap((method) => {
          const handler = handlerOf(instance, method);
          const path: unknown = Reflect.getMetadata('path', handler);
          if (path === undefined || !metatype) return [];
          const base: unknown = Reflect.getMetadata('path', metatype);
          const verb = RequestMethod[Number(Reflect.getMetadata('method', handler))] ?? '?';
          const route = `${verb} /${[base, path]
            .map((p) => String(p).replaceAll(/^\/|\/$/g, ''))
            .filter(Boolean)
            .join('/')}`;
          return [door(route, metatype, handler, method)];
        }),
      );
  }

  /** Every socket message. */
  function messages(): Door[] {
    return server
      .get(DiscoveryService)
      .getProviders()
      .filter(({ metatype, instance }) => {
        const isGateway =
          metatype && Reflect.getMetadata('websockets:is_gateway', metatype) === true;
        return isGateway && typeof instance === 'object' && instance !== null;
      })
      .flatMap(({ instance, metatype }) =>
        methodsOf(instance).flatMap((method) => {
          const handler = handlerOf(instance, method);
          const message: unknown = Reflect.getMetadata('message', handler);
          if (typeof message !== 'string' || !metatype) return [];
          return [door(`SOCKET ${message}`, metatype, handler, method)];
        }),
      );
  }

  function door(route: string, type: object, handler: object, method: string): Door {
    // Nest's own metadata: the method's declaration, else the class's.
    const access = server
      .get(Reflector)
      .getAllAndOverride<AccessDeclaration | undefined>(ACCESS, [
        handler as () => void,
        type as new () => object,
      ]);
    return { route, where: `${(type as { name: string }).name}.${method}`, access };
  }

  it('is declared for every route and every socket message', () => {
    expect(doors.length).toBeGreaterThan(10);
    expect(
      doors.filter(({ access }) => !access).map(({ route, where }) => `${route} (${where})`),
    ).toEqual([]);
  });

  it('is described on its page as it is in the code', () => {
    const page = describeAccess(doors);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);
    expect(page).toBe(readFileSync(PAGE, 'utf8'));
  });

  it('names in roles only verbs that exist, and every verb is held by some role', () => {
    const held = new Set<string>(DEFAULT_ROLES.flatMap(({ verbs }) => [...verbs]));
    expect([...held].filter((verb) => !isVerb(verb))).toEqual([]);
    expect(Object.keys(VERBS).filter((verb) => !held.has(verb))).toEqual([]);
  });

  it('lets an administrator grant every verb', () => {
    const admin = DEFAULT_ROLES.find(({ code }) => code === 'admin');
    expect([...(admin?.verbs ?? [])].sort()).toEqual(Object.keys(VERBS).sort());
  });
});

function methodsOf(instance: unknown): string[] {
  return new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance) as object);
}

function handlerOf(instance: unknown, method: string): object {
  // A method of a running controller, by its name.
  return (instance as Record<string, object>)[method]!;
}

function describeAccess(doors: readonly Door[]): string {
  const rows = doors.map(({ route, access }) => `| \`${route}\` | ${wordsOf(access)} |`);
  const roles = DEFAULT_ROLES.map(
    ({ code, zh, verbs }) => `| ${code} ${zh} | ${verbs.map((v) => `\`${v}\``).join(' ')} |`,
  );
  return [
    '# Access',
    '',
    'Written by `test/access.e2e-spec.ts` (`UPDATE_DOCS=1` writes it anew). Addresses lie under `/api/v1` unless they are of health or metrics.',
    '',
    '| Route or message | Who |',
    '| --- | --- |',
    ...rows,
    '',
    '## Shipped roles',
    '',
    '| Role | Verbs |',
    '| --- | --- |',
    ...roles,
    '',
  ].join('\n');
}

function wordsOf(access: AccessDeclaration | undefined): string {
  if (!access) return '**closed: nothing declared**';
  if (access.kind === 'verb') return `holds \`${access.verb}\``;
  return access.kind === 'person' ? `logged in: ${access.why}` : `everybody: ${access.why}`;
}
