import sharp from 'sharp';
import { Chance } from './domain/random.js';

const WIDTH = 720;
const HEIGHT = 540;

/** A drawn scene in place of a photograph: the demo shows no real person and no real place. */
export async function scene(seed: number, solved: boolean): Promise<Buffer> {
  const chance = new Chance(seed);
  const hour = chance.between(0.4, 1);
  const sky = `hsl(${205 + chance.whole(-8, 12)} 45% ${Math.round(58 + 22 * hour)}%)`;
  const houses = Array.from({ length: 5 }, (_, i) => house(chance, i)).join('');
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="${sky}"/>${houses}
    <rect y="380" width="${WIDTH}" height="160" fill="hsl(35 8% 58%)"/>
    <rect y="372" width="${WIDTH}" height="12" fill="hsl(35 10% 72%)"/>
    ${solved ? '' : heap(chance)}</svg>`;
  return sharp(Buffer.from(picture)).jpeg({ quality: 72 }).toBuffer();
}

function house(chance: Chance, i: number): string {
  const height = chance.whole(130, 300);
  const x = i * 150 - 20;
  const wall = `hsl(${chance.whole(15, 50)} ${chance.whole(12, 30)}% ${chance.whole(62, 80)}%)`;
  const windows = Array.from({ length: 12 }, (_, n) => {
    const [column, row] = [n % 3, Math.floor(n / 3)];
    return row * 56 + 40 < height - 20
      ? `<rect x="${x + 18 + column * 38}" y="${380 - height + 20 + row * 56}" width="22" height="30" fill="hsl(205 30% 42%)"/>`
      : '';
  }).join('');
  return `<rect x="${x}" y="${380 - height}" width="132" height="${height}" fill="${wall}"/>${windows}`;
}

function heap(chance: Chance): string {
  const middle = chance.whole(200, 520);
  return Array.from({ length: 14 }, () => {
    const [x, y] = [middle + chance.whole(-90, 90), 400 + chance.whole(0, 70)];
    return `<ellipse cx="${x}" cy="${y}" rx="${chance.whole(14, 40)}" ry="${chance.whole(10, 26)}" fill="hsl(${chance.whole(20, 210)} 28% ${chance.whole(22, 55)}%)"/>`;
  }).join('');
}
