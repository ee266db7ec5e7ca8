import { describe, expect, it } from '@jest/globals';
import { isProblem } from '@ingrid/kernel';
import fc from 'fast-check';
import { distanceMeters } from '../measure/distance.js';
import { labelPoint } from '../measure/shape.js';
import { BOW_TIE, codes, collection, feature, SQUARE } from '../testing/grid-files.js';
import type { AreaGeometry } from '../types.js';
import type { GridFeature } from './feature.js';
import { readGridFile } from './grid-file.js';

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isProblem(error)) return error.code;
    throw error;
  }
  return 'read';
}

function required(read: GridFeature | undefined): AreaGeometry {
  if (!read?.polygon) throw new Error('no polygon was read');
  return read.polygon;
}

describe('readGridFile', () => {
  it('reads collections, features and bare geometries, with and without BOM', () => {
    const lone = JSON.stringify(feature(SQUARE));
    const bare = JSON.stringify({ type: 'Polygon', coordinates: [SQUARE] });
    for (const text of [collection([feature(SQUARE)]), lone, bare]) {
      for (const file of [
        text,
        `\uFEFF${text}`,
        Buffer.from(`\uFEFF${text}`),
        Buffer.from(`\uFEFF${text}`, 'utf16le'),
      ]) {
        const [read] = readGridFile(file);
        expect(read?.usable).toBe(true);
        expect(read?.polygon).toEqual({ type: 'Polygon', coordinates: [SQUARE] });
        expect(read?.findings).toEqual([]);
      }
    }
    expect(readGridFile(lone)[0]).toMatchObject({
      id: '7',
      position: 0,
      properties: { name: '一格' },
    });
  });

  it('drops heights, closes rings, removes repeats and sets winding right, and says so', () => {
    const messy = SQUARE.slice(0, 4)
      .reverse()
      .flatMap(([x, y]) => [
        [x, y, 12.5],
        [x, y, 13],
      ]);
    const [read] = readGridFile(collection([feature(messy)]));
    expect(read?.usable).toBe(true);
    expect(codes(read).sort()).toEqual([
      'duplicates_removed',
      'ring_closed',
      'winding_fixed',
      'z_dropped',
    ]);
    expect(read?.polygon?.coordinates).toEqual([
      [
        [113.9, 22.51],
        [113.9, 22.5],
        [113.91, 22.5],
        [113.91, 22.51],
        [113.9, 22.51],
      ],
    ]);
  });

  it('reads the good features of a file with bad ones, each fault with its place', () => {
    const found = readGridFile(
      collection([
        feature(SQUARE),
        feature(BOW_TIE),
        null,
        { type: 'Feature', geometry: null },
        { type: 'Feature', geometry: { type: 'Point', coordinates: [1, 2] } },
        feature([[1, 'x']]),
        feature('no'),
        feature(SQUARE),
      ]),
    );
    expect(found.map((read) => read.usable)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(found.map((read) => codes(read).at(0) ?? '')).toEqual([
      '',
      'self_intersection',
      'not_a_feature',
      'no_geometry',
      'not_polygon',
      'bad_coordinates',
      'bad_coordinates',
      '',
    ]);
    expect(found[1]?.findings[0]?.path).toEqual({ feature: 1, polygon: 0, ring: 0, vertex: 0 });
    expect(found[1]?.findings[0]?.words.zh).toMatch(
      /^第 2 项，第 1 个面，外边界，第 1 点：边界自己相交（113\.90\d+, 22\.50\d+）$/,
    );
    expect(found[1]?.polygon).not.toBeNull();
  });

  it('converts GCJ-02 and BD-09, declared by the file or chosen by a person', () => {
    const [plain] = readGridFile(collection([feature(SQUARE)]));
    const declared = collection([feature(SQUARE)], {
      crs: { type: 'name', properties: { name: 'GCJ-02' } },
    });
    const [byFile] = readGridFile(declared);
    const [byChoice] = readGridFile(collection([feature(SQUARE)]), { coordinateSystem: 'GCJ02' });
    expect(required(byFile)).toEqual(required(byChoice));
    expect(codes(byFile)).toEqual(['converted']);
    expect(distanceMeters(labelPoint(required(byFile)), [113.905, 22.505])).toBeGreaterThan(300);
    const [chosen] = readGridFile(declared, { coordinateSystem: 'WGS84' });
    expect(codes(chosen)).toEqual(['crs_overridden']);
    expect(required(chosen)).toEqual(required(plain));
  });

  it.each([
    'urn:ogc:def:crs:OGC:1.3:CRS84',
    'EPSG:4326',
    'urn:ogc:def:crs:EPSG::4490',
    'CGCS2000',
    'WGS 84',
  ])('takes %s as it is', (name) => {
    const file = collection([feature(SQUARE)], { crs: { type: 'name', properties: { name } } });
    expect(readGridFile(file)[0]?.findings).toEqual([]);
  });

  it('refuses projected and unknown systems by name', () => {
    for (const name of [
      'EPSG:3857',
      'EPSG:4547',
      'CGCS2000 / 3-degree Gauss-Kruger CM 114E',
      '深圳独立坐标系',
    ]) {
      const file = collection([feature(SQUARE)], { crs: { type: 'name', properties: { name } } });
      expect(refusal(() => readGridFile(file))).toBe('geo.crs_unknown');
    }
  });

  it.each([
    ['nothing', '', 'geo.file_empty'],
    ['an archive', 'PK\u0003\u0004', 'geo.file_not_json'],
    ['a list', '[]', 'geo.file_not_geojson'],
    ['something else', '{"type":"Topology","objects":{}}', 'geo.file_not_geojson'],
    ['a broken end', collection([feature(SQUARE)]).slice(0, -3), 'geo.file_not_json'],
    ['rubbish after the end', `${collection([])} x`, 'geo.file_not_json'],
    ['a depth bomb', `{"type":"Feature","geometry":${'['.repeat(100_000)}`, 'geo.file_too_deep'],
    [
      'a depth bomb in a feature',
      `{"features":[{"geometry":{"coordinates":${'['.repeat(1_000)}`,
      'geo.file_too_deep',
    ],
  ])('refuses %s', (_, text, code) => {
    expect(refusal(() => readGridFile(text))).toBe(code);
  });

  it('refuses other encodings and keeps its limits', () => {
    expect(refusal(() => readGridFile(Buffer.from([0x7b, 0x22, 0xd0, 0xc7, 0x22])))).toBe(
      'geo.file_encoding',
    );
    const many = collection(Array.from({ length: 5 }, () => feature(SQUARE)));
    expect(refusal(() => readGridFile(many, { limits: { maxFeatures: 4 } }))).toBe(
      'geo.too_many_features',
    );
    expect(refusal(() => readGridFile(many, { limits: { maxBytes: 100 } }))).toBe(
      'geo.file_too_large',
    );
    const round = Array.from({ length: 50 }, (_, at) => [
      113 + Math.cos(at / 8) / 9,
      22 + Math.sin(at / 8) / 9,
    ]);
    expect(
      codes(readGridFile(collection([feature(round)]), { limits: { maxVertices: 40 } })[0]),
    ).toContain('too_many_vertices');
    const huge = Array.from({ length: 9_000 }, () => [1, 2]);
    const [skipped, next] = readGridFile(collection([feature(huge), feature(SQUARE)]), {
      limits: { maxVertices: 100 },
    });
    expect(codes(skipped)).toEqual(['feature_too_large']);
    expect(next?.usable).toBe(true);
  });

  it('never fails on JSON of any shape but by a problem', () => {
    const property = fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.jsonValue().map((geometry) => ({ type: 'Feature', geometry })),
      ),
      (value) => {
        for (const file of [
          JSON.stringify(value),
          collection([value]),
          collection([{ type: 'Feature', geometry: { type: 'MultiPolygon', coordinates: value } }]),
        ]) {
          refusal(() => readGridFile(file));
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
