import { describe, expect, it } from '@jest/globals';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { BOW_TIE, codes, collection, feature, SQUARE } from '../testing/grid-files.js';
import { irregularGrids } from '../testing/irregular-grids.js';
import type { GridFeature } from './feature.js';
import { readGridFeatures, readGridFile, type ReadOptions } from './grid-file.js';

/** Cuts text into pieces of bytes, so that characters and numbers are split. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

async function streamed(text: string, size: number, options?: ReadOptions): Promise<GridFeature[]> {
  const found: GridFeature[] = [];
  for await (const { bytesRead, ...read } of readGridFeatures(
    pieces(Buffer.from(text), size),
    options,
  )) {
    expect(bytesRead).toBeGreaterThan(0);
    found.push(read);
  }
  return found;
}

describe('readGridFeatures', () => {
  it('gives the same as reading at once, wherever the stream is cut', async () => {
    const grids = irregularGrids(6, 9, 2).map((grid, at) => ({
      type: 'Feature',
      properties: { name: `第${at}格 𡐓`, tags: [1, { a: null }] },
      geometry: grid.polygon,
    }));
    const text = collection([...grids, feature(BOW_TIE)], { name: '网格', crs: null });
    const whole = readGridFile(text);
    expect(whole).toHaveLength(7);
    for (const size of [1, 2, 3, 7, 64, 1_000, 100_000])
      expect(await streamed(text, size)).toEqual(whole);
    expect(await streamed(JSON.stringify(feature(SQUARE)), 5)).toEqual(
      readGridFile(JSON.stringify(feature(SQUARE))),
    );
  });

  it('hands features out before the file is over', async () => {
    async function* endless(): AsyncGenerator<string> {
      yield '{"type":"FeatureCollection","features":[';
      for (;;) yield await Promise.resolve(`${JSON.stringify(feature(SQUARE))},`);
    }
    let seen = 0;
    for await (const read of readGridFeatures(endless())) {
      expect(read.usable).toBe(true);
      if (++seen === 10) break;
    }
    expect(seen).toBe(10);
  });

  it('refuses a foreign system named after the features, unless a person has chosen', async () => {
    const text = `{"features":[${JSON.stringify(feature(SQUARE))}],"crs":{"properties":{"name":"BD09"}}}`;
    await expect(streamed(text, 50)).rejects.toMatchObject({ code: 'geo.crs_too_late' });
    expect(await streamed(text, 50, { coordinateSystem: 'BD09' })).toHaveLength(1);
    expect(codes(readGridFile(text)[0])).toEqual(['converted']);
  });

  const file = join(process.cwd(), '../shared/data/nanshan/nanshan-building.geojson');
  const ifPresent = existsSync(file) ? it : it.skip;
  ifPresent(
    'streams the buildings of 南山, two of ten unusable (skipped without ../shared/data)',
    async () => {
      const unusable: number[] = [];
      let count = 0;
      for await (const read of readGridFeatures(createReadStream(file))) {
        count++;
        if (!read.usable) unusable.push(read.position);
      }
      expect(count).toBe(10);
      expect(unusable).toEqual([0, 1]);
    },
    60_000,
  );
});
