import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { migrateDatabase } from '@ingrid/assembly';
import { type ImportFaultWire, type ImportWire } from '@ingrid/contract';
import { ImportFiles, ImportsService } from '@ingrid/grids';
import { newId } from '@ingrid/kernel';
import { SYSTEM } from '@ingrid/platform';
import { type INestApplicationContext } from '@nestjs/common';
import { type Call, type Command, DONE, FAILED, PARTLY_REFUSED, textOption } from '../command.js';
import { configOf, withProgram } from '../program.js';
import { type Terminal, UsageError } from '../terminal.js';
import { importCategories } from './import-categories.js';

const KINDS = ['regions', 'grids', 'base', 'categories'];
const FAULTS_SHOWN = 200;

/** Imports a file as the page does, and waits for the end. */
export const importCommand: Command = async (call) => {
  const [kind = '', file = '', ...more] = call.words;
  if (!KINDS.includes(kind) || file === '' || more.length > 0) {
    throw new UsageError({
      zh: `请说明导入什么：import ${KINDS.join('|')} <文件>`,
      en: `Say what to import: import ${KINDS.join('|')} <file>`,
    });
  }
  await access(file).catch(() => {
    throw new UsageError({ zh: `读不到文件 ${file}。`, en: `The file ${file} cannot be read.` });
  });
  const config = configOf(call.environment, ['worker']);
  await migrateDatabase(config.DATABASE_URL);
  return withProgram(config, async (app) =>
    kind === 'categories'
      ? importCategories(app, call.terminal, file)
      : run(app, call, { kind, file }),
  );
};

async function run(
  app: INestApplicationContext,
  call: Call,
  { kind, file }: { kind: string; file: string },
): Promise<number> {
  const imports = app.get(ImportsService, { strict: false });
  const importId = newId();
  const actor = SYSTEM.speaking(call.terminal.language);
  const { path } = await app
    .get(ImportFiles, { strict: false })
    .receive(importId, createReadStream(file));
  const parent = textOption(call, 'parent');
  const coordinateSystem = textOption(call, 'coordinates');
  await imports.start(actor, {
    importId,
    path,
    fileName: basename(file),
    kind,
    ...(parent === undefined ? {} : { parent }),
    ...(coordinateSystem === undefined ? {} : { coordinateSystem }),
  });
  const job = await ended(call.terminal, () => imports.get(actor, importId));
  const { items } = await imports.faults(actor, importId, { limit: FAULTS_SHOWN });
  return tell(call.terminal, job, items);
}

/** Batches are worked off by this process, or by a server on the same database. */
async function ended(terminal: Terminal, look: () => Promise<ImportWire>): Promise<ImportWire> {
  for (;;) {
    const job = await look();
    if (job.state !== 'running') return job;
    terminal.progress(`${job.done} / ${job.total ?? '…'}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function tell(terminal: Terminal, job: ImportWire, faults: readonly ImportFaultWire[]): number {
  const zh = terminal.language === 'zh';
  for (const fault of faults) terminal.complain(faultLine(fault, zh));
  if (job.refused > faults.length) {
    terminal.complain(zh ? `……共 ${job.refused} 项` : `… ${job.refused} in all`);
  }
  if (job.state === 'failed') {
    terminal.complain(job.failure?.words ?? (zh ? '导入没有完成。' : 'The import failed.'));
    return FAILED;
  }
  terminal.say(
    zh
      ? `导入完成：共 ${job.done} 项，收下 ${job.accepted} 项，未收 ${job.refused} 项。`
      : `Imported: ${job.done} in all, ${job.accepted} taken in, ${job.refused} refused.`,
  );
  return job.refused > 0 ? PARTLY_REFUSED : DONE;
}

/** The sentence names the place of a polygon's fault itself. */
function faultLine({ position, column, words }: ImportFaultWire, zh: boolean): string {
  const where = zh ? `第 ${position} 项` : `item ${position}`;
  const parts = [
    where,
    ...(column === undefined ? [] : [zh ? `“${column}”列` : `column ${column}`]),
  ];
  return `${parts.join(zh ? '' : ', ')}: ${words}`;
}
