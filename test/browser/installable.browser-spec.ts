import sharp from 'sharp';
import { PHONE, Stage } from './support.js';

interface Manifest {
  readonly name: string;
  readonly short_name: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly icons: { src: string; sizes: string; purpose?: string }[];
}

describe('the app', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('can be installed: name, start page, and icons of the sizes they claim', async () => {
    const visitor = await stage.visitor(PHONE);
    const { page } = visitor;
    await page.goto('/');
    const link = await page.locator('link[rel=manifest]').getAttribute('href');
    const answer = await page.request.get(link ?? '/no-manifest');
    const manifest = (await answer.json()) as Manifest; // judged by what follows
    expect(answer.headers()['content-type']).toMatch(/manifest\+json|application\/json/);
    expect(manifest).toMatchObject({
      short_name: '格中',
      start_url: '/',
      scope: '/',
      display: 'standalone',
    });
    const icons = await Promise.all(
      manifest.icons.map(async ({ src, purpose }) => {
        const { width, height, format } = await sharp(
          await (await page.request.get(src)).body(),
        ).metadata();
        return `${format} ${width}x${height} ${purpose ?? 'any'}`;
      }),
    );
    expect(icons.sort()).toEqual(['png 192x192 any', 'png 512x512 any', 'png 512x512 maskable']);
    expect(manifest.icons.map(({ sizes }) => sizes).sort()).toEqual([
      '192x192',
      '512x512',
      '512x512',
    ]);

    // The browser's own judgement; every page of these tests is a private one.
    const devtools = await visitor.context.newCDPSession(page);
    const parsed = await devtools.send('Page.getAppManifest');
    expect([parsed.url, parsed.errors]).toEqual([expect.stringContaining('manifest'), []]);
    const judged = await devtools.send('Page.getInstallabilityErrors');
    expect(judged.installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
    await visitor.leave();
  });

  it('opens without a network once it was there, also on a page not seen before', async () => {
    const visitor = await stage.visitor(PHONE);
    const { page } = visitor;
    await page.goto('/');
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.waitForFunction('navigator.serviceWorker.controller !== null');
    await visitor.context.setOffline(true);
    await page.goto('/?from=homescreen');
    await visitor.part('home-report').waitFor();
    await page.goto('/report');
    await visitor.part('description').waitFor();
    await page.goto('/track');
    await visitor.part('track-number').waitFor();
    await visitor.leave();
  });
});
