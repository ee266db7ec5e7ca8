// Quick compilation without type check (swc) into .cache/, for test set-up and benches: seconds, and it works while the
// type check of somebody's half-finished file fails. What is shipped is built by `npm run build`.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAsset, isCode } from './sources.mjs';
import { root } from './say.mjs';

const OUT = join(root, '.cache');

/** Compiles the folders (relative to the repository) that changed since the last time. */
export async function compile(folders) {
  const { transformFile } = await import('@swc/core');
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    await Promise.all(
      files.map((entry) =>
        compileOne(transformFile, join(entry.parentPath ?? entry.path, entry.name)),
      ),
    );
  }
}

/** Address for `import()` of a compiled file: compiled('libs/assembly/src/index.ts'). */
export function compiled(source) {
  return pathToFileURL(join(OUT, source.replace(/\.ts$/, '.js'))).href;
}

async function compileOne(transformFile, file) {
  const path = relative(root, file);
  if (path.includes(`node_modules${sep}`)) return;
  const target = join(OUT, isCode(path) ? path.replace(/\.ts$/, '.js') : path);
  if (!isCode(path) && !isAsset(path)) return;
  // The compiled file carries the time of what it was made from: an edit during the compilation is seen next time.
  const { mtime } = statSync(file);
  if (existsSync(target) && statSync(target).mtimeMs === mtime.getTime()) return;
  mkdirSync(dirname(target), { recursive: true });
  const fresh = `${target}.${process.pid}`;
  try {
    if (isCode(path)) {
      const { code } = await transformFile(file, {
        swcrc: true,
        configFile: join(root, '.swcrc'),
        sourceMaps: 'inline',
      });
      writeFileSync(fresh, withoutAliases(code, path));
    } else {
      copyFileSync(file, fresh);
    }
    utimesSync(fresh, mtime, mtime);
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}

// `@ingrid/<lib>` is the front door of a lib, `@ingrid/schema/<lib>` its tables (tsconfig.base.json says the same to tsc).
const ALIAS =
  /(?<before>\bfrom\s*|\bimport\s*\(?\s*)(?<quote>["'])@ingrid\/(?<schema>schema\/)?(?<lib>[\w-]+)\k<quote>/g;

function withoutAliases(code, path) {
  return code.replace(ALIAS, (...match) => {
    const { before, quote, schema, lib } = match.at(-1);
    const target = join('libs', lib, 'src', schema ? 'schema.js' : 'index.js');
    const way = relative(dirname(path), target).split(sep).join('/');
    return `${before}${quote}${way.startsWith('.') ? way : `./${way}`}${quote}`;
  });
}
