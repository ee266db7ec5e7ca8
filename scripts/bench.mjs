// `npm run bench -- <name> [arguments]`: runs bench/<name>.ts on a fresh, durable database; the last line is one JSON object.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './shared/install.mjs';
import { complain, root } from './shared/say.mjs';

const name = process.argv[2] ?? '';

async function main() {
  const known = readdirSync(join(root, 'bench'))
    .filter((file) => /^[a-z]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3));
  if (!known.includes(name) || !existsSync(join(root, 'bench', `${name}.ts`))) {
    complain(
      `用法：npm run bench -- ${known.join(' | ')}`,
      `usage: npm run bench -- ${known.join(' | ')}`,
    );
    return 2;
  }
  await ensureInstalled();
  const { compile, compiled } = await import('./shared/compile.mjs');
  await compile(['libs', 'apps/server', 'bench']);
  const { startTemporaryPostgres } = await import('./shared/temporary-postgres.mjs');
  const database = await startTemporaryPostgres({ durable: true });
  try {
    const { run } = await import(compiled(`bench/${name}.ts`));
    const result = await run({
      databaseUrl: database.databaseUrl,
      adminUrl: database.urlOf('postgres'),
      tempDir: database.folder,
      arguments: process.argv.slice(3),
    });
    process.stdout.write(`${lastLine(result)}\n`);
    return 0;
  } finally {
    database.stop();
  }
}

// The ratio is worked out here for all benches alike: ours divided by the baseline, for rates and for times.
function lastLine({ ours, baseline, unit }) {
  return JSON.stringify({
    bench: name,
    ours,
    baseline,
    ratio: Number((ours / baseline).toFixed(3)),
    unit,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
}
// Sockets and timers a bench leaves open must not keep it running.
process.exit();
