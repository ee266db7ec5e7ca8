import { makeIncident } from '@ingrid/testing';
import { faultsHere, faultsOf } from './axe.js';
import { aMatterOfEachKind, type Subjects } from './subjects.js';
import { DESK, PHONE, photoFile, Stage, type Visitor } from './support.js';

const PAGES = [
  {
    who: 'nobody',
    size: PHONE,
    paths: [
      '/',
      '/report',
      '/track',
      '/track/:tracked',
      '/nearby',
      '/login',
      '/grid/:grid',
      '/nowhere',
    ],
  },
  { who: 'resident', size: PHONE, paths: ['/', '/report', '/my', '/matter/:own', '/notices'] },
  {
    who: 'worker',
    size: PHONE,
    paths: ['/today', '/map', '/report', '/queue', '/notices', '/tasks/:task'],
  },
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
      '/desk/process',
      '/desk/grids',
      '/desk/grids/:grid',
    ],
  },
  { who: 'handler', size: DESK, paths: ['/desk/work'] },
  { who: 'inspector', size: DESK, paths: ['/desk/checks', '/desk/incidents/:id'] },
  {
    who: 'admin',
    size: DESK,
    paths: ['/desk/people', '/desk/imports', '/desk/imports/:import', '/desk/activity'],
  },
  { who: 'dispatcher', size: PHONE, paths: ['/desk/board', '/desk/caller', '/desk/incidents/:id'] },
] as const;

const LOOKS = [
  { look: 'dark', who: 'nobody', size: PHONE, paths: ['/', '/report', '/track/:tracked'] },
  { look: 'dark', who: 'worker', size: PHONE, paths: ['/today', '/tasks/:task'] },
  {
    look: 'dark',
    who: 'dispatcher',
    size: DESK,
    paths: ['/desk/board', '/desk/map', '/desk/incidents/:id', '/desk/process'],
  },
  {
    look: 'elder',
    who: 'nobody',
    size: PHONE,
    paths: ['/', '/report', '/track/:tracked', '/login', '/grid/:grid'],
  },
  { look: 'elder', who: 'resident', size: PHONE, paths: ['/my', '/matter/:own'] },
] as const;

/** What must be there, so that not an empty page is judged. */
const SHOWN: Record<string, string> = {
  '/track/:tracked': 'matter',
  '/matter/:own': 'matter',
  '/grid/:grid': 'grid-card',
  '/today': 'tasks',
  '/tasks/:task': 'task-page',
  '/desk/board': 'board-row',
  '/desk/incidents': 'incident-row',
  '/desk/incidents/:id': 'process-picture',
  '/desk/work': 'task-row',
  '/desk/checks': 'task-row',
  '/desk/imports/:import': 'import-state',
};

describe('accessibility', () => {
  let stage: Stage;
  let subjects: Subjects;

  beforeAll(async () => {
    stage = await Stage.open();
    subjects = await aMatterOfEachKind(stage);
  });
  afterAll(() => stage.close());

  const visit = async (
    visitor: Visitor,
    own: string,
    paths: readonly string[],
  ): Promise<string[]> => {
    const found: string[] = [];
    for (const pattern of paths) {
      const path = pattern.replace(/:(\w+)/, (_, name: string) =>
        name === 'own' ? own : (subjects.ids[name] ?? name),
      );
      found.push(...(await faultsOf(visitor, path, SHOWN[pattern])));
    }
    return found;
  };

  const come = async (
    who: (typeof PAGES)[number]['who'],
    size: typeof DESK,
  ): Promise<{ visitor: Visitor; own: string }> => {
    if (who === 'nobody') return { visitor: await stage.visitor(size), own: '' };
    if (who === 'worker') return { visitor: await stage.visitor(size, subjects.worker), own: '' };
    if (who === 'handler') return { visitor: await stage.visitor(size, subjects.handler), own: '' };
    const person = await stage.person(who);
    if (who !== 'resident') return { visitor: await stage.visitor(size, person), own: '' };
    const { id: own } = await makeIncident(stage.server, stage.street.grids[1].inside, {
      description: '井盖响',
      reporterId: person.id,
    });
    return { visitor: await stage.visitor(size, person), own };
  };

  it.each(PAGES)(
    'axe-core finds nothing serious on the pages of $who at $size.width px',
    async ({ who, size, paths }) => {
      const { visitor, own } = await come(who, size);
      expect(await visit(visitor, own, paths)).toEqual([]);
      await visitor.leave();
    },
  );

  it.each(LOOKS)(
    'axe-core finds nothing serious in the $look look of $who',
    async ({ look, who, size, paths }) => {
      const { visitor, own } = await come(who, size);
      if (look === 'dark') await visitor.page.emulateMedia({ colorScheme: 'dark' });
      else await visitor.context.addInitScript(`localStorage.setItem('ingrid.elder', '1')`);
      expect(await visit(visitor, own, paths)).toEqual([]);
      expect(await visitor.page.locator(`html.${look}`).count()).toBe(1);
      await visitor.leave();
    },
  );

  it('axe-core finds nothing serious on what a report answers, sent or waiting', async () => {
    const visitor = await stage.visitor(PHONE);
    await visitor.page.goto('/report');
    await visitor
      .part('photo-input')
      .first()
      .setInputFiles(await photoFile());
    await visitor.part('description').fill('健身器材松动');
    await visitor.part('phone').fill('13800138001');
    expect(await faultsHere(visitor)).toEqual([]);
    await visitor.part('send').click();
    await visitor.part('report-sent').waitFor();
    expect(await faultsHere(visitor)).toEqual([]);

    await visitor.page.goto('/report');
    await visitor.part('description').fill('垃圾桶满了');
    await visitor.part('phone').fill('13800138001');
    await visitor.context.setOffline(true);
    await visitor.part('send').click();
    await visitor.part('report-waiting').waitFor();
    expect(await faultsHere(visitor)).toEqual([]);
    await visitor.leave();
  });
});
