import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// A miniature tree outside the work tree, with the real rules: each file below holds one bad import, and the rule that
// must name it. A rule that cannot fire looks exactly like a clean tree; only this shows the difference.
const ROOT = resolve(import.meta.dirname, '..');

interface Bad {
  rule: string;
  file: string;
  imports: string;
}

const BAD: Bad[] = [
  { rule: 'resolvable', file: 'libs/grids/src/a1.ts', imports: './not-there.js' },
  { rule: 'no-cycles', file: 'libs/grids/src/ring.ts', imports: './ring-back.js' },
  {
    rule: 'front-door-only',
    file: 'libs/tasks/src/a2.ts',
    imports: '../../incidents/src/data/rows.js',
  },
  {
    rule: 'front-door-only-apps',
    file: 'apps/server/src/a3.ts',
    imports: '../../../libs/grids/src/data/rows.js',
  },
  {
    rule: 'front-door-only-apps',
    file: 'test/a4.e2e-spec.ts',
    imports: '../libs/grids/src/data/rows.js',
  },
  {
    rule: 'schema-door-for-assembly',
    file: 'libs/tasks/src/a5.ts',
    imports: '@ingrid/schema/grids',
  },
  { rule: 'foundation-stands-alone', file: 'libs/contract/src/a6.ts', imports: '@ingrid/platform' },
  { rule: 'foundation-is-pure', file: 'libs/kernel/src/a7.ts', imports: '@nestjs/common' },
  { rule: 'foundation-is-pure', file: 'libs/workflow/src/a8.ts', imports: 'typeorm' },
  {
    rule: 'pure-libs-know-the-foundation',
    file: 'libs/geo/src/a9.ts',
    imports: '@ingrid/platform',
  },
  {
    rule: 'pure-libs-know-the-foundation',
    file: 'libs/workflow/src/b1.ts',
    imports: '@ingrid/geo',
  },
  { rule: 'platform-below-modules', file: 'libs/platform/src/b2.ts', imports: '@ingrid/identity' },
  { rule: 'ground-below-features', file: 'libs/grids/src/b3.ts', imports: '@ingrid/incidents' },
  { rule: 'ground-below-features', file: 'libs/identity/src/b4.ts', imports: '@ingrid/realtime' },
  { rule: 'observers-only-listen', file: 'libs/realtime/src/b5.ts', imports: '@ingrid/incidents' },
  { rule: 'observers-only-listen', file: 'libs/notifications/src/b6.ts', imports: '@ingrid/tasks' },
  {
    rule: 'features-do-not-know-observers',
    file: 'libs/tasks/src/b7.ts',
    imports: '@ingrid/notifications',
  },
  {
    rule: 'features-do-not-know-observers',
    file: 'libs/incidents/src/b8.ts',
    imports: '@ingrid/assembly',
  },
  { rule: 'feature-calls-incidents', file: 'libs/incidents/src/b9.ts', imports: '@ingrid/tasks' },
  { rule: 'identity-knows-no-place', file: 'libs/identity/src/d7.ts', imports: '@ingrid/grids' },
  { rule: 'demo-stands-above', file: 'libs/grids/src/d8.ts', imports: '@ingrid/demo' },
  {
    rule: 'libs-do-not-know-apps',
    file: 'libs/grids/src/c1.ts',
    imports: '../../../apps/server/src/app.js',
  },
  { rule: 'domain-is-pure', file: 'libs/incidents/src/domain/c2.ts', imports: '@ingrid/platform' },
  { rule: 'domain-is-pure', file: 'libs/incidents/src/domain/c3.ts', imports: 'node:fs' },
  { rule: 'domain-is-pure', file: 'libs/incidents/src/domain/c4.ts', imports: '../data/rows.js' },
  { rule: 'data-knows-no-http', file: 'libs/grids/src/data/c5.ts', imports: '../http/routes.js' },
  { rule: 'data-knows-no-http', file: 'libs/grids/src/data/c6.ts', imports: '../grids.service.js' },
  {
    rule: 'http-does-not-touch-data',
    file: 'libs/grids/src/http/c7.ts',
    imports: '../data/rows.js',
  },
  { rule: 'http-does-not-touch-data', file: 'libs/grids/src/http/c8.ts', imports: 'typeorm' },
  { rule: 'testing-only-in-tests', file: 'libs/grids/src/c9.ts', imports: '@ingrid/testing' },
  { rule: 'testing-only-in-tests', file: 'apps/server/src/d1.ts', imports: '@ingrid/testing' },
  { rule: 'web-knows-only-the-contract', file: 'apps/web/src/d2.ts', imports: '@ingrid/kernel' },
  {
    rule: 'web-knows-only-the-contract',
    file: 'apps/web/src/d3.vue',
    imports: '../../server/src/app.js',
  },
  {
    rule: 'web-features-apart',
    file: 'apps/web/src/features/tasks/d4.ts',
    imports: '../incidents/page.js',
  },
  {
    rule: 'ui-knows-nothing',
    file: 'apps/web/src/ui/d5.ts',
    imports: '../features/incidents/page.js',
  },
  { rule: 'one-map', file: 'apps/web/src/features/incidents/d6.ts', imports: 'leaflet' },
];

const GOOD: Omit<Bad, 'rule'>[] = [
  { file: 'libs/contract/src/good.ts', imports: '@ingrid/kernel' },
  { file: 'libs/geo/src/good.ts', imports: '@ingrid/kernel' },
  { file: 'libs/grids/src/good.ts', imports: '@ingrid/identity' },
  { file: 'libs/tasks/src/good.ts', imports: '@ingrid/incidents' },
  { file: 'libs/incidents/src/good.ts', imports: '@ingrid/grids' },
  { file: 'libs/incidents/src/domain/good.ts', imports: '@ingrid/workflow' },
  { file: 'libs/incidents/src/domain/good.spec.ts', imports: 'node:fs' },
  { file: 'libs/realtime/src/good.ts', imports: '@ingrid/grids' },
  { file: 'libs/assembly/src/good.ts', imports: '@ingrid/schema/grids' },
  { file: 'libs/grids/src/schema.ts', imports: './data/rows.js' },
  { file: 'apps/server/src/good.ts', imports: '@ingrid/assembly' },
  { file: 'apps/web/src/map/good.ts', imports: 'leaflet' },
  { file: 'apps/web/src/features/tasks/good.vue', imports: '@ingrid/contract' },
  { file: 'apps/web/src/features/tasks/good.ts', imports: '../../ui/button.js' },
];

const LIBS =
  'kernel contract geo workflow platform identity grids attachments incidents tasks notifications realtime demo assembly testing';
const STANDING = [
  ...LIBS.split(' ').flatMap((lib) => [`libs/${lib}/src/index.ts`, `libs/${lib}/src/data/rows.ts`]),
  'libs/grids/src/http/routes.ts',
  'libs/grids/src/grids.service.ts',
  'apps/server/src/app.ts',
  'apps/web/src/ui/button.ts',
  'apps/web/src/features/incidents/page.ts',
];

interface Violation {
  from: string;
  /** Of a ring: told once, from whichever file was met first. */
  cycle?: { name: string }[];
  rule: { name: string };
}

describe('the direction of knowing', () => {
  let folder: string;
  let violations: Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ingrid-architecture-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json']) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const file of STANDING) write(file, 'export const here = 1;\n');
    for (const { file, imports } of [...GOOD, ...BAD]) write(file, importing(file, imports));
    write('libs/grids/src/ring-back.ts', importing('libs/grids/src/ring-back.ts', './ring.js'));
    violations = cruise();
  }, 60_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  function importing(file: string, target: string): string {
    const code = `import * as other from '${target}';\nexport const seen = other;\n`;
    return file.endsWith('.vue')
      ? `<script setup lang="ts">\n${code.replace('export ', '')}</script>\n`
      : code;
  }

  function cruise(): Violation[] {
    const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const ran = spawnSync(
      process.execPath,
      [program, '--output-type', 'json', 'apps', 'libs', 'test'],
      {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 50_000_000,
      },
    );
    // The shape of dependency-cruiser's JSON report.
    return (JSON.parse(ran.stdout) as { summary: { violations: Violation[] } }).summary.violations;
  }

  it.each(BAD)('refuses $file importing $imports by the rule $rule', ({ rule, file }) => {
    const named = violations
      .filter(({ from, cycle }) => from === file || cycle?.some(({ name }) => name === file))
      .map((violation) => violation.rule.name);
    expect(named).toContain(rule);
  });

  it('lets the permitted directions pass', () => {
    const permitted = new Set(GOOD.map(({ file }) => file));
    expect(violations.filter(({ from }) => permitted.has(from))).toEqual([]);
  });

  it('has a bad sample for every kind of rule', () => {
    const config = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
      forbidden: { name: string }[];
    };
    const kind = (name: string): string =>
      name.startsWith('feature-calls-') ? 'feature-calls' : name;
    const kinds = new Set(config.forbidden.map(({ name }) => kind(name)));
    expect([...new Set(BAD.map(({ rule }) => kind(rule)))].sort()).toEqual([...kinds].sort());
  });

  it('knows every lib that exists', () => {
    const text = readFileSync(join(ROOT, '.dependency-cruiser.cjs'), 'utf8');
    const listed = spawnSync('git', ['ls-files', 'libs/*/src/index.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
    }).stdout;
    const libs = listed
      .split('\n')
      .filter(Boolean)
      .map((path) => path.split('/')[1] ?? '');
    expect(libs.filter((lib) => !text.includes(lib))).toEqual([]);
  });
});
