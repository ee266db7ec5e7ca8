// `npm test`: lint, build, unit, web, e2e and browser tests; the last line is "N passed, N failed, N skipped".
//   npm test -- unit web              only these phases
//   npm test -- e2e libs/grids        a phase and a pattern of test paths
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add, none, ofChecks, ofReport, summary } from './shared/counts.mjs';
import { ensureInstalled } from './shared/install.mjs';
import { findProgram, inModules, node, root, run, say } from './shared/say.mjs';

const PHASES = ['lint', 'build', 'unit', 'web', 'e2e', 'browser'];
const words = process.argv.slice(2);
const chosen = PHASES.filter((phase) => words.includes(phase));
const patterns = words.filter((word) => !PHASES.includes(word));
const wanted = (phase) => (chosen.length === 0 ? patterns.length === 0 : chosen.includes(phase));
const reports = mkdtempSync(join(tmpdir(), 'ingrid-reports-'));
const times = [];

async function main() {
  const begun = Date.now();
  const treeBefore = await workTree();
  await ensureInstalled();
  const counts = [];
  // Two cores: what needs one is paired, the end-to-end tests have both.
  counts.push(await phase('lint', checks));
  const built = await phase('build', build);
  counts.push(built);
  counts.push(
    ...(await Promise.all([phase('unit', () => jest('unit', '1')), phase('web', vitest)])),
  );
  counts.push(await phase('e2e', () => jest('e2e', endToEndWorkers())));
  counts.push(await phase('browser', () => browser(built)));
  counts.push(sameTree(treeBefore, await workTree()));
  rmSync(reports, { recursive: true, force: true });
  const total = add(...counts);
  times.push(`total ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  say(`\n${times.join(' · ')}`);
  say(summary(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function phase(name, work) {
  if (!wanted(name)) return none();
  const started = Date.now();
  say(`\n── ${name}`);
  const counts = await work();
  const line = `${name} ${((Date.now() - started) / 1000).toFixed(0)} s`;
  times.push(line);
  say(`── ${line}: ${summary(counts)}`);
  return counts;
}

async function checks() {
  const { lint } = await import('./lint.mjs');
  return ofChecks(await lint());
}

async function build() {
  const { buildChanged } = await import('./build.mjs');
  const steps = await buildChanged({ force: true });
  steps
    .filter(({ code }) => code !== 0)
    .forEach(({ name, output }) => process.stdout.write(`\n${name}:\n${output}\n`));
  return ofChecks(steps);
}

async function jest(project, workers) {
  const report = join(reports, `${project}.json`);
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    inModules('jest/bin/jest.js'),
    '--selectProjects',
    project,
    '--ci',
    '--json',
    `--outputFile=${report}`,
    `--maxWorkers=${workers}`,
    '--passWithNoTests',
    // Two busy cores, a server and a database per file: five seconds would judge the machine, not the program.
    '--testTimeout=60000',
    // A connection that a failed test left open must not keep the run from ending; the report is written by then.
    '--forceExit',
    ...(patterns.length > 0 ? ['--testPathPatterns', ...patterns] : []),
  ];
  const { code, output } = await node(args, {
    // Unit tests run beside the web's; the long ones show what they are at.
    quiet: project === 'unit',
    env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings', NODE_ENV: 'test' },
  });
  process.stdout.write(output);
  return ofReport(report, code);
}

// As many as there are database clusters: see test/global-setup.mjs.
function endToEndWorkers() {
  const given = (process.env.TEST_DATABASE_URL ?? '').split(' ').filter(Boolean).length;
  return String(Math.min(given || 2, 2));
}

async function vitest() {
  const web = join(root, 'apps/web');
  if (!existsSync(join(web, 'vitest.config.ts'))) return none();
  const report = join(reports, 'web.json');
  const args = [
    inModules('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
    '--passWithNoTests',
  ];
  const { code, output } = await node([...args, ...patterns], {
    quiet: true,
    cwd: web,
    env: { NODE_ENV: 'test' },
  });
  process.stdout.write(output);
  return ofReport(report, code);
}

async function browser(built) {
  if (built.failed > 0) return skippedBrowser('没有编译成功', 'the build failed');
  const chromium = findProgram(
    process.env.CHROMIUM_PATH,
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
  );
  if (!chromium)
    return skippedBrowser(
      '没有找到 Chromium（可用 CHROMIUM_PATH 指定）',
      'no Chromium found (CHROMIUM_PATH can name one)',
    );
  process.env.CHROMIUM_PATH = chromium;
  return jest('browser', '1');
}

function skippedBrowser(chinese, english) {
  const folder = join(root, 'test/browser');
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.browser-spec.ts'))
    : [];
  const tests = files.flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/^\s*(it|test)(\.each)?\(/gm) ?? [],
  );
  say(`浏览器测试未运行：${chinese}`, `browser tests not run: ${english}`);
  return { ...none(), skipped: tests.length };
}

/** What git says about the work tree; undefined without git. */
async function workTree() {
  const { code, output } = await run('git', ['status', '--porcelain'], { quiet: true });
  return code === 0 ? output : undefined;
}

// Only a tree that was clean can show what the tests left behind: somebody at work changes files meanwhile.
function sameTree(before, after) {
  if (before !== '' || after === undefined) return none();
  if (after === '') return { ...none(), passed: 1 };
  say(`测试改动了工作区：\n${after}`, 'the tests changed the work tree');
  return { ...none(), failed: 1 };
}

process.exitCode = await main();
