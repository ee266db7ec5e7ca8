// What the program is made of, and whether it changed since it was built.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { root } from './say.mjs';

const NOT_ASSETS = new Set(['.ts', '.tsx', '.md', '.map', '.tsbuildinfo', '.snap', '.mjs', '.cjs']);

/** TypeScript that becomes part of the program: no tests, no bare declarations. */
export function isCode(path) {
  return (
    path.endsWith('.ts') &&
    !path.endsWith('.d.ts') &&
    !/\.(spec|e2e-spec|browser-spec)\.ts$/.test(path)
  );
}

/** Files beside the code that it reads when it runs: everything in a `src` folder that is not TypeScript or a text for people. */
export function isAsset(path) {
  return (
    path.split(sep).includes('src') &&
    !NOT_ASSETS.has(extname(path)) &&
    !path.includes('__snapshots__')
  );
}

/** All files under the given paths of the repository, in a stable order, as paths relative to it. */
export function filesUnder(...paths) {
  const found = [];
  const walk = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isFile()) return found.push(path);
    for (const name of readdirSync(full).sort()) {
      if (name !== 'node_modules' && name !== 'dist') walk(join(path, name));
    }
  };
  paths.forEach(walk);
  return found;
}

/** Hash of the content of files: what decides about building again (times of files change with every clone). */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}
