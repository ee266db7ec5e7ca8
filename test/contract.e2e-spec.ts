import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVENTS, VERBS } from '@ingrid/contract';
import { type DeclaredProblem, type Language, problemCatalogue } from '@ingrid/kernel';
import { describeApi } from '@ingrid/platform';
import { TestServer } from '@ingrid/testing';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import {
  type ApiDocument,
  type ApiSchema,
  fieldsOf,
  type Field,
  operationsOf,
} from './bad-input/routes.js';

// What crosses the wire, as snapshots: a change of it is seen in review. UPDATE_DOCS=1 writes them anew.
const DOCS = join(import.meta.dirname, '../docs');

let server: TestServer;
let document: ApiDocument;

beforeAll(async () => {
  server = await TestServer.start();
  document = JSON.parse(JSON.stringify(describeApi(server.server.app))) as ApiDocument; // as it is sent
}, 60_000);

afterAll(() => server.close());

function expectPage(name: string, text: string): void {
  const path = join(DOCS, name);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('the contract', () => {
  it('describes its routes as they are in the code (docs/openapi.json)', () => {
    expectPage('openapi.json', `${JSON.stringify(document, null, 2)}\n`);
  });

  it('lists every problem with its status and words (docs/problems.md)', () => {
    const rows = [...problemCatalogue()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, kind]) => [
        `\`${code}\``,
        String(kind.status),
        said(kind, 'zh'),
        said(kind, 'en'),
      ]);
    expect(rows.length).toBeGreaterThan(50);
    expectPage(
      'problems.md',
      page('Problems', PROBLEMS_INTRO, ['Code', 'Status', '中文', 'English'], rows),
    );
  });

  it('lists every event (docs/events.md)', () => {
    const rows = Object.entries(EVENTS).map(([type, { zh, en }]) => [`\`${type}\``, zh, en]);
    expectPage('events.md', page('Events', EVENTS_INTRO, ['Type', '中文', 'English'], rows));
  });

  it('lists every verb (docs/verbs.md)', () => {
    const rows = Object.entries(VERBS).map(([verb, { zh, en }]) => [`\`${verb}\``, zh, en]);
    expectPage('verbs.md', page('Verbs', VERBS_INTRO, ['Verb', '中文', 'English'], rows));
  });
});

const PROBLEMS_INTRO =
  'Every refusal is a problem document (RFC 9457) of type `urn:ingrid:problem:<code>`; programs decide by `code`. `…` stands for a detail.';
const EVENTS_INTRO =
  'The types of the rows of the activity log and of the socket message `activity`.';
const VERBS_INTRO =
  'What can be allowed or refused. Roles are lists of verbs; `docs/access.md` says which route asks for which.';

function page(title: string, intro: string, head: string[], rows: string[][]): string {
  const line = (cells: string[]): string =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  const written = 'Written by `test/contract.e2e-spec.ts` (`UPDATE_DOCS=1` writes it anew).';
  return [
    `# ${title}`,
    '',
    `${intro} ${written}`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
}

/** The sentence with `…` for whatever a case fills in. */
function said(kind: DeclaredProblem, language: Language): string {
  return kind.say(language, gap('') as Record<string, unknown>).replaceAll('NaN', '…');
}

/** Details that are themselves looked up for their words. */
const NAMES_OF_NAMES: Record<string, string> = {
  verb: 'region.read',
  level: 'grid',
  parent: 'community',
};

/** Stands for any detail: text, number, list or part. */
function gap(name: string): unknown {
  const blank = NAMES_OF_NAMES[name] ?? '…';
  return new Proxy(() => undefined, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive)
        return (hint: string) => (hint === 'number' ? Number.NaN : blank);
      if (key === Symbol.iterator) return [][Symbol.iterator].bind([]);
      if (key === 'toString' || key === 'join') return () => blank;
      return gap(String(key));
    },
    apply: () => gap(''),
  });
}

describe('the OpenAPI document', () => {
  it('knows every route of every controller', () => {
    const known = new Set(operationsOf(document).map(({ method, path }) => `${method} ${path}`));
    const health = /^GET \/(healthz|readyz|metrics)$/;
    expect(
      routes().filter((route) => !health.test(route) && !known.has(route.replace(' ', ' /api/v1'))),
    ).toEqual([]);
    expect(known.size).toBeGreaterThan(50);
  });

  it('says for every route what it belongs to, who may use it and how it refuses', () => {
    const silent = operationsOf(document).filter(
      ({ operation }) =>
        !operation.tags?.length || !operation['x-access'] || !operation.responses['default'],
    );
    expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('says of every field what may stand in it and how much of it', () => {
    const vague = operationsOf(document).flatMap((route) =>
      fieldsOf(document, route)
        .filter((field) => !isLimited(field))
        .map((field) => `${route.method} ${route.path} ${field.place} ${field.path.join('.')}`),
    );
    expect(vague).toEqual([]);
  });

  it('describes the body of every route that takes one', () => {
    const takesNone = /\/(undo|imports|attachments)$/;
    const bare = operationsOf(document).filter(
      ({ method, path, operation }) =>
        /^(POST|PUT|PATCH)$/.test(method) && !takesNone.test(path) && !operation.requestBody,
    );
    expect(bare.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is served, with a page to read it in that needs nothing from elsewhere', async () => {
    const json = await server.client().get('/api/openapi.json');
    expect(json.status).toBe(200);
    expect(json.body).toEqual(document);
    const html = await server.client().get('/api/docs');
    expect(html.status).toBe(200);
    const parts = [...String(html.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address = '']) => address,
    );
    expect(parts.length).toBeGreaterThan(2);
    for (const address of parts) {
      expect(address).not.toMatch(/^(https?:)?\/\//);
      const part = await fetch(new URL(address, `${server.address}/api/docs`));
      expect([address, part.status]).toEqual([address, 200]);
      await part.arrayBuffer();
    }
    // Scripts come as files, so the page needs no inline script.
    expect(String(html.body)).not.toMatch(/<script>|<script (?!.*src=)[^>]*>/);
  });
});

/** `GET /incidents/{id}` of every method of every controller. */
function routes(): string[] {
  return server
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      // A running controller and its class.
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return new MetadataScanner().getAllMethodNames(prototype).flatMap((method) => {
        const handler = prototype[method] ?? {};
        const own: unknown = Reflect.getMetadata('path', handler);
        if (own === undefined || !metatype) return [];
        const verb = RequestMethod[Number(Reflect.getMetadata('method', handler))] ?? '?';
        const base: unknown = Reflect.getMetadata('path', metatype);
        const parts = [base, own]
          .map((part) => String(part).replaceAll(/^\/|\/$/g, ''))
          .filter(Boolean);
        return [`${verb} /${parts.join('/')}`.replaceAll(/:(\w+)/g, '{$1}')];
      });
    });
}

/** Headers are limited by the server as a whole; a GeoJSON drawing is judged by its own rules. */
function isLimited({ place, schema, path }: Field): boolean {
  if (place === 'header' || path.at(-1) === 'polygon') return true;
  return isBounded(schema);
}

function isBounded(schema: ApiSchema): boolean {
  if (schema.enum || schema.format || schema.type === 'boolean') return true;
  if (schema.type === 'string') return schema.maxLength !== undefined;
  if (schema.type === 'integer' || schema.type === 'number')
    return schema.minimum !== undefined && schema.maximum !== undefined;
  if (schema.type === 'array') return schema.maxItems !== undefined;
  return typeof schema.additionalProperties === 'object';
}
