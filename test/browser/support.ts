import { existsSync } from 'node:fs';
import { type IncidentRowWire } from '@ingrid/contract';
import { type TestPerson, TestServer, type TestStreet } from '@ingrid/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Where a Chromium is; the test runner skips these tests, and says so, where there is none. */
function chromiumPath(): string {
  const path = [process.env['CHROMIUM_PATH'] ?? '', ...CANDIDATES].find(
    (candidate) => candidate !== '' && existsSync(candidate),
  );
  if (path === undefined) throw new Error('no Chromium was found; set CHROMIUM_PATH');
  return path;
}

/** The built app, served by a real server on a database of its own, and a browser to look at it. */
export class Stage {
  private constructor(
    readonly server: TestServer,
    readonly street: TestStreet,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<Stage> {
    const server = await TestServer.start({ WEB_DIR: 'dist/web', INTAKE_PER_ADDRESS_HOUR: '0' });
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    });
    return new Stage(server, await server.aStreet('梧桐街道'), browser);
  }

  /** A browser of one person, or of a stranger. Every page error of any of its pages fails the test. */
  async visitor(size: { width: number; height: number }, person?: TestPerson): Promise<Visitor> {
    const [grid] = this.street.grids;
    const context = await this.browser.newContext({
      viewport: size,
      baseURL: this.server.address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      permissions: ['geolocation', 'clipboard-read', 'clipboard-write'],
      geolocation: { latitude: grid.inside.lat, longitude: grid.inside.lng },
      reducedMotion: 'reduce',
    });
    if (person) {
      const data = { login: person.login, password: PASSWORD };
      const answer = await context.request.post('/api/v1/sessions', { data });
      expect(answer.status()).toBe(201);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Visitor(context, page);
  }

  person(role: string, unit?: string): Promise<TestPerson> {
    const roles = [{ role, path: this.street.street.path }];
    return this.server.aPerson({
      password: PASSWORD,
      roles,
      ...(unit === undefined ? {} : { unit }),
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

export const PASSWORD = 'a-password-for-tests-1';

export class Visitor {
  private readonly faults: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  part(name: string): ReturnType<Page['locator']> {
    return this.page.locator(`[data-test="${name}"]`);
  }

  async leave(): Promise<void> {
    await this.context.close();
    expect(this.faults).toEqual([]);
  }
}

/** A photograph to choose in a file field. */
export async function photoFile(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp({
    create: { width: 1200, height: 900, channels: 3, background: '#79a' },
  })
    .jpeg()
    .toBuffer();
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
}

export async function rowsOf(
  stage: Stage,
  person: TestPerson,
  query: string,
): Promise<IncidentRowWire[]> {
  const client = await stage.server.as(person);
  const { items } = (await client.get(`/incidents?limit=100&${query}`)).body as {
    items: IncidentRowWire[];
  };
  return items;
}

/** 占道停车, which must be told the number plate; `ask` gives it other questions. */
export async function aParkingCategory(
  stage: Stage,
): Promise<{ ask: (questions: object[]) => Promise<void> }> {
  const person = await stage.server.aPerson({ roles: [{ role: 'admin', path: '' }] });
  const admin = await stage.server.as(person);
  const ask = async (questions: object[]): Promise<void> => {
    const above = { code: 'T01', name: '停车秩序', family: 'event' };
    const parking = {
      code: 'T01.01',
      name: '占道停车',
      family: 'event',
      parentCode: 'T01',
      questions,
    };
    const answer = await admin.post('/categories/import', { categories: [above, parking] });
    expect(answer).toMatchObject({ status: 200 });
  };
  await ask([{ key: 'plate', label: '车牌号', kind: 'text', required: true }]);
  return { ask };
}
