import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Whoever reads only the last line and the exit code of `npm test` must not be told that all is well when it is not.
const ROOT = resolve(import.meta.dirname, '..');
const NEEDED = [
  'package.json',
  'package-lock.json',
  'jest.config.js',
  '.swcrc',
  'scripts',
  'test/global-setup.mjs',
  'test/global-teardown.mjs',
];

const GOOD = `it('is so', () => { expect(1).toBe(1); });`;
const BAD = `it('is not so', () => { expect(1).toBe(2); });`;
const LEFT_OUT = `it.skip('is not looked at', () => {});`;
const BROKEN = `import { nothing } from './not-there.js'; it('never comes to this', () => { nothing(); });`;

describe('npm test', () => {
  let tree: string;

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'ingrid-runner-'));
    for (const file of NEEDED) cpSync(join(ROOT, file), join(tree, file), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  });

  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  function run(
    specs: Record<string, string>,
    ...words: string[]
  ): { last: string; code: number | null } {
    const folder = join(tree, 'libs/sample/src');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(specs))
      writeFileSync(join(folder, `${name}.spec.ts`), text);
    const own = Object.entries(process.env).filter(([name]) => !/^(JEST_|NODE_)/.test(name));
    const ran = spawnSync(process.execPath, ['scripts/test.mjs', ...words], {
      cwd: tree,
      env: Object.fromEntries(own),
      encoding: 'utf8',
    });
    return { last: ran.stdout.trimEnd().split('\n').at(-1) ?? '', code: ran.status };
  }

  it('counts passed and skipped tests and is content', () => {
    expect(run({ good: GOOD, left: LEFT_OUT }, 'unit')).toEqual({
      last: '1 passed, 0 failed, 1 skipped',
      code: 0,
    });
  });

  it('counts a failed test and fails', () => {
    expect(run({ good: GOOD, bad: BAD }, 'unit')).toEqual({
      last: '1 passed, 1 failed, 0 skipped',
      code: 1,
    });
  });

  it('counts a file that cannot be loaded as a failure', () => {
    expect(run({ good: GOOD, broken: BROKEN }, 'unit')).toEqual({
      last: '1 passed, 1 failed, 0 skipped',
      code: 1,
    });
  });

  it('is not content when nothing was tested at all', () => {
    expect(run({}, 'unit')).toEqual({ last: '0 passed, 0 failed, 0 skipped', code: 1 });
  });

  it('counts a runner that gave no report as a failure', () => {
    writeFileSync(join(tree, 'jest.config.js'), 'throw new Error("no configuration");');
    expect(run({ good: GOOD }, 'unit')).toEqual({ last: '0 passed, 1 failed, 0 skipped', code: 1 });
    cpSync(join(ROOT, 'jest.config.js'), join(tree, 'jest.config.js'));
  });
});
