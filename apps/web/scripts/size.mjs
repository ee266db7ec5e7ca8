/**
 * Compressed size of the JavaScript a resident's first visit to `/` needs: the entry, the start screen and its words,
 * and everything these import statically. Prints it; `firstLoadBytes` is used by the test.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../../dist/web/', import.meta.url));
const ROOTS = [
  'index.html',
  'src/features/home/pages/HomePage.vue',
  'src/features/home/messages/zh.ts',
];

/** Was the app built? */
export const isBuilt = () => existsSync(`${dist}.vite/manifest.json`);

/** `{file, bytes}` of each script of the first visit, gzip, largest first. */
export function firstLoad() {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
  const seen = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`not in the manifest: ${key}`);
    if (seen.has(chunk.file)) return;
    seen.add(chunk.file);
    (chunk.imports ?? []).forEach(visit);
  };
  ROOTS.forEach(visit);
  return [...seen]
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: gzipSync(readFileSync(dist + file)).length }))
    .sort((a, b) => b.bytes - a.bytes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = firstLoad();
  files.forEach(({ file, bytes }) => console.log(String(bytes).padStart(8), file));
  const sum = files.reduce((total, { bytes }) => total + bytes, 0);
  console.log(`${(sum / 1000).toFixed(1)} kB of at most 250 kB, ${files.length} files`);
}
