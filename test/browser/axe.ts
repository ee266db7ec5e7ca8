import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AxeResults } from 'axe-core';
import { type Visitor } from './support.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Goes to a page and says what is seriously wrong with it, also when it leads elsewhere, tells an error or lacks `shown`. */
export async function faultsOf(visitor: Visitor, path: string, shown?: string): Promise<string[]> {
  await visitor.page.goto(path);
  await visitor.page.waitForLoadState('networkidle');
  const at = new URL(visitor.page.url()).pathname;
  const wanted = path.replace(/[?#].*/, '');
  const found = at === wanted ? [] : [`leads to ${at}`];
  if ((await visitor.part('error').count()) > 0) {
    found.push(`tells ${await visitor.part('error').first().innerText()}`);
  }
  if (shown !== undefined && (await visitor.part(shown).count()) === 0) {
    found.push(`lacks ${shown}`);
  }
  return [...found, ...(await faultsHere(visitor))].map((fault) => `${path}: ${fault}`);
}

/** What axe-core finds serious on the page as it stands, and whether the page is wider than its window. */
export async function faultsHere(visitor: Visitor): Promise<string[]> {
  await visitor.page.evaluate(axe);
  const results = await visitor.page.evaluate<AxeResults>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  );
  const found = results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const places = nodes.map((node) => node.target.join(' ')).slice(0, 3);
      return `${id} at ${places.join(' | ')}`;
    });
  const wider = await overflow(visitor);
  return wider > 0 ? [...found, `${wider} px wider than the window`] : found;
}

/** Pixels by which the page is wider than the window. */
export function overflow(visitor: Visitor): Promise<number> {
  return visitor.page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - window.innerWidth)',
  );
}
