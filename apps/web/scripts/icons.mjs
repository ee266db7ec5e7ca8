/** Draws the installable app's PNG icons from the one SVG. Run by hand after the SVG changes; the results are committed. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('../public/icons/', import.meta.url));
const svg = await readFile(`${folder}icon.svg`);
for (const size of [192, 512]) {
  await sharp(svg, { density: 300 }).resize(size, size).png().toFile(`${folder}icon-${size}.png`);
}
// A maskable icon is cropped to a circle on some phones: no round corners, the sign inside the safe 80 %.
const square = Buffer.from(svg.toString().replace('rx="112"', ''));
await sharp({ create: { width: 512, height: 512, channels: 4, background: '#0e5c63' } })
  .composite([{ input: await sharp(square, { density: 300 }).resize(400, 400).png().toBuffer() }])
  .png()
  .toFile(`${folder}icon-maskable-512.png`);
