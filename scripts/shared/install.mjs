// Packages: installed when absent or not those of package-lock.json.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './processes.mjs';
import { node, root, run, say, seconds } from './say.mjs';

/** True when node_modules holds every package of the lock file in its version. */
export function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const here = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted) return existsSync(join(root, 'node_modules'));
  if (!here) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // Packages of other platforms are optional and rightly absent; links are our own workspaces.
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    if (entry.link) return existsSync(join(root, path));
    return here[path]
      ? here[path].version === entry.version
      : Boolean(entry.optional || entry.peer);
  });
}

/** Installs what is missing; throws when that fails. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const started = Date.now();
  say(
    '正在安装软件包（首次启动需要一两分钟）…',
    'Installing packages (a minute or two the first time)…',
  );
  const npm = process.env.npm_execpath;
  const args = [
    existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  // Without npm's own settings of the running script: `npm test --silent` is not meant for the installation.
  const { code } = await (npm?.endsWith('.js') ? node([npm, ...args]) : run('npm', args));
  if (code !== 0)
    throw new Error(
      '软件包没有装好，见上面的信息。 / The packages could not be installed, see above.',
    );
  say(`软件包已就绪（${seconds(started)}）`, 'Packages are ready');
}
