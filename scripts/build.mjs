// Builds the server, the command line and the web application into dist/; does nothing for what did not change.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureInstalled } from './shared/install.mjs';
import { readJson, writeJson } from './shared/processes.mjs';
import { complain, inModules, node, root, say, seconds } from './shared/say.mjs';
import { filesUnder, hashOf, isAsset } from './shared/sources.mjs';

const STAMP = join(root, 'dist', '.stamp');
const SHARED = [
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/build.mjs',
  'scripts/shared/sources.mjs',
];
const SERVER = ['libs', 'apps/server', 'apps/cli', 'nest-cli.json', ...SHARED];
const WEB = ['apps/web', 'libs/contract', 'libs/kernel', ...SHARED];
const NOT_BUILT = /(\.(spec|e2e-spec|browser-spec)\.ts|\.md|\.snap)$|^(libs|apps)\/[^/]+\/test\//;

const sourceHash = (paths) => hashOf(filesUnder(...paths).filter((path) => !NOT_BUILT.test(path)));

/**
 * Builds what changed (everything with `force`). Returns [{ name, code, output, ms }] of the steps that ran.
 * A stamp is written per part and only after it succeeded, so that a broken or killed build is done again.
 */
export async function buildChanged({ force = false } = {}) {
  const parts = [
    { name: 'server', sources: SERVER, output: 'apps/server/src/main.js', build: buildServer },
    { name: 'web', sources: WEB, output: 'web/index.html', build: buildWeb },
  ].filter(({ name }) => name === 'server' || existsSync(join(root, 'apps/web/index.html')));
  if (parts.length === 1)
    say('网页部分尚不存在，跳过。', 'apps/web has no index.html yet; skipped.');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const steps = parts
    .map((part) => ({ ...part, hash: sourceHash(part.sources) }))
    .filter((part) => force || !isFresh(part));
  return Promise.all(steps.map(buildPart));
}

const isFresh = ({ name, hash, output }) =>
  readJson(STAMP)?.[name] === hash && existsSync(join(root, 'dist', output));

// Readable by everybody: whoever starts what another account built must see that it is fresh.
const stamp = (name, hash) => writeJson(STAMP, { ...readJson(STAMP), [name]: hash }, 0o644);

async function buildPart({ name, hash, build }) {
  const started = Date.now();
  stamp(name, undefined);
  const { code, output } = await build();
  if (code === 0) stamp(name, hash);
  return { name, code, output, ms: Date.now() - started };
}

// All apps share dist/, so the old libs are removed here and not by each of them (deleteOutDir would remove the other app).
async function buildServer() {
  rmSync(join(root, 'dist/libs'), { recursive: true, force: true });
  rmSync(join(root, 'dist/apps'), { recursive: true, force: true });
  const built = await node([inModules('@nestjs/cli/bin/nest.js'), 'build', '--all'], {
    quiet: true,
  });
  if (built.code === 0) copyAssets();
  return built;
}

// Data and SQL that stand beside the code: everything in a `src` folder of libs and server that is not TypeScript.
function copyAssets() {
  for (const path of filesUnder('libs', 'apps/server', 'apps/cli').filter(isAsset)) {
    const target = join(root, 'dist', path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, path), target);
  }
}

function buildWeb() {
  return node(
    [
      inModules('vite/bin/vite.js'),
      'build',
      '--outDir',
      join(root, 'dist/web'),
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    {
      cwd: join(root, 'apps/web'),
      quiet: true,
      env: { NODE_ENV: 'production' },
    },
  );
}

/** Builds and tells about it; throws when a part fails. */
export async function ensureBuilt(options) {
  const started = Date.now();
  const steps = await telling(() => buildChanged(options));
  const broken = steps.filter(({ code }) => code !== 0);
  broken.forEach(({ name, output }) => process.stderr.write(`\n${name}:\n${output}\n`));
  if (broken.length > 0)
    throw new Error('没有编译成功，见上面的信息。 / The build failed, see above.');
  if (steps.length > 0)
    say(`编译完成（${seconds(started)}）`, `Built ${steps.map(({ name }) => name).join(' + ')}`);
  return steps;
}

// Nothing to build is the usual case and quick: only a build that really runs is worth a line.
async function telling(work) {
  const timer = setTimeout(() => say('正在编译…', 'Building…'), 700);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

if (resolve(process.argv[1] ?? '') === join(root, 'scripts/build.mjs')) {
  try {
    await ensureInstalled();
    const steps = await ensureBuilt({ force: process.argv.includes('--force') });
    if (steps.length === 0) say('没有变化，无需编译。', 'Nothing changed; dist/ is up to date.');
  } catch (error) {
    complain(error.message.split(' / ')[0], error.message.split(' / ')[1] ?? '');
    process.exitCode = 1;
  }
}
