import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { makeIncident } from '@ingrid/testing';
import { type AxeResults } from 'axe-core';
import { DESK, PHONE, Stage, type Visitor } from './support.js';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const PAGES = [
  {
    who: 'nobody',
    size: PHONE,
    paths: ['/', '/report', '/track', '/nearby', '/login', '/grid/:grid'],
  },
  { who: 'resident', size: PHONE, paths: ['/', '/report', '/my', '/matter/:id'] },
  { who: 'worker', size: PHONE, paths: ['/today', '/map', '/report'] },
  {
    who: 'dispatcher',
    size: DESK,
    paths: [
      '/desk/map',
      '/desk/board',
      '/desk/caller',
      '/desk/incidents',
      '/desk/incidents/:id',
      '/desk/rules',
      '/desk/categories',
    ],
  },
  { who: 'inspector', size: DESK, paths: ['/desk/checks', '/desk/incidents/:id'] },
  { who: 'admin', size: DESK, paths: ['/desk/people', '/desk/imports', '/desk/activity'] },
  { who: 'dispatcher', size: PHONE, paths: ['/desk/board', '/desk/caller', '/desk/incidents/:id'] },
] as const;

describe('accessibility', () => {
  let stage: Stage;
  let axe: string;
  let incidentId: string;

  beforeAll(async () => {
    stage = await Stage.open();
    axe = await readFile(axePath, 'utf8');
    const at = stage.street.grids[0].inside;
    ({ id: incidentId } = await makeIncident(stage.server, at, {
      description: '路灯不亮',
      filed: true,
    }));
  });
  afterAll(() => stage.close());

  it.each(PAGES)(
    'axe-core finds nothing serious on the pages of $who at $size.width px',
    async ({ who, size, paths }) => {
      const person = who === 'nobody' ? undefined : await stage.person(who);
      const reporter = who === 'resident' && person;
      const own = reporter
        ? await makeIncident(stage.server, stage.street.grids[1].inside, {
            description: '井盖响',
            reporterId: reporter.id,
          })
        : { id: incidentId };
      const visitor = await stage.visitor(size, person);
      const found: string[] = [];
      for (const pattern of paths) {
        const path = pattern.replace(':id', own.id).replace(':grid', stage.street.grids[0].id);
        await visitor.page.goto(path);
        await visitor.page.waitForLoadState('networkidle');
        found.push(...(await seriousFaults(visitor, axe)).map((fault) => `${path}: ${fault}`));
        expect([path, await overflow(visitor)]).toEqual([path, 0]);
      }
      expect(found).toEqual([]);
      await visitor.leave();
    },
  );
});

async function seriousFaults(visitor: Visitor, axe: string): Promise<string[]> {
  await visitor.page.evaluate(axe);
  const results = await visitor.page.evaluate<AxeResults>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  );
  return results.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map(
      (v) =>
        `${v.id} at ${v.nodes
          .map((n) => n.target.join(' '))
          .slice(0, 3)
          .join(' | ')}`,
    );
}

/** Pixels by which the page is wider than the window. */
async function overflow(visitor: Visitor): Promise<number> {
  return visitor.page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - window.innerWidth)',
  );
}
