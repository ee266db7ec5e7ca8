// All checks that read the code without running it. `npm run lint -- eslint types` runs only those.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled } from './shared/install.mjs';
import { inModules, node, root, say } from './shared/say.mjs';

const modules = (...path) => inModules(...path);
const hasWeb = existsSync(join(root, 'apps/web/index.html'));

// The slow ones first: two run at a time.
const CHECKS = [
  { name: 'eslint', args: [modules('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'types', args: [modules('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  {
    name: 'types-web',
    args: [modules('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'tsconfig.json'],
    cwd: join(root, 'apps/web'),
    when: hasWeb,
  },
  {
    name: 'prettier',
    args: [modules('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'boundaries',
    args: [
      modules('dependency-cruiser/bin/dependency-cruise.mjs'),
      'apps',
      'libs',
      'test',
      ...(existsSync(join(root, 'bench')) ? ['bench'] : []),
    ],
  },
];

/** Runs the checks, two at a time. Returns [{ name, code, ms }]; what a failing one says is printed. */
export async function lint(names = []) {
  const waiting = CHECKS.filter(
    ({ name, when }) => when !== false && (names.length === 0 || names.includes(name)),
  );
  const results = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = Date.now();
      const { code, output } = await node(check.args, { quiet: true, cwd: check.cwd ?? root });
      const ms = Date.now() - started;
      results.push({ name: check.name, code, ms });
      say(`  ${code === 0 ? '✓' : '✗'} ${check.name} ${(ms / 1000).toFixed(1)} s`);
      if (code !== 0) process.stdout.write(`${output}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

if (resolve(process.argv[1] ?? '') === join(root, 'scripts/lint.mjs')) {
  await ensureInstalled();
  const results = await lint(process.argv.slice(2));
  if (results.some(({ code }) => code !== 0)) process.exitCode = 1;
}
