import { type AreaGeometry, isError, judgePolygon } from '@ingrid/geo';
import { isCleanText } from '@ingrid/kernel';

export const BASE_KINDS = ['building', 'road', 'water', 'park', 'other'] as const;
export type BaseKind = (typeof BASE_KINDS)[number];

type Place = number[];

export type BaseGeometry =
  | AreaGeometry
  | { type: 'LineString'; coordinates: Place[] }
  | { type: 'MultiLineString'; coordinates: Place[][] };

/** One thing drawn under everything else: a house, a road, a lake. WGS84/CGCS2000. */
export interface BaseFeature {
  readonly kind: BaseKind;
  readonly name?: string;
  readonly geometry: BaseGeometry;
}

/** Why a part of a file is not drawn; counted from 0. */
export interface BaseFault {
  readonly feature: number;
  readonly part: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly at: readonly [number, number] | null;
}

/** A part of a feature, good or bad: a MultiPolygon of a thousand houses is a thousand houses. */
export type BasePart = { readonly feature: BaseFeature } | { readonly fault: BaseFault };

/** Takes a parsed GeoJSON feature apart. A bad part is a fault of its own and harms no other. */
export function* basePartsOf(
  value: unknown,
  position: number,
  options: { judge: boolean } = { judge: true },
): Generator<BasePart, void> {
  const { geometry, properties } = record(value);
  const { type, coordinates } = record(geometry);
  const known = record(properties);
  const name = nameOf(known);
  const shape = SHAPES.get(type);
  if (!shape || !Array.isArray(coordinates)) {
    const words = ['底图只画面和线', 'only areas and lines can be drawn'] as const;
    yield { fault: faultOf(position, 0, 'not_drawable', words) };
    return;
  }
  const kind = kindOf(known, shape.area ? 'building' : 'road');
  const given: unknown[] = shape.multiple ? coordinates : [coordinates];
  for (const [part, places] of given.entries()) {
    const drawn = shape.area ? areaOf(places) : lineOf(places);
    yield drawn
      ? judged(drawn, { kind, name, position, part, judge: options.judge })
      : {
          fault: faultOf(position, part, 'bad_coordinates', [
            '坐标不是数字',
            'a coordinate is no number',
          ]),
        };
  }
}

function faultOf(
  feature: number,
  part: number,
  code: string,
  [zh, en]: readonly [string, string],
): BaseFault {
  return { feature, part, code, zh, en, at: null };
}

interface Part {
  kind: BaseKind;
  name: { name?: string };
  position: number;
  part: number;
  judge: boolean;
}

function judged(geometry: BaseGeometry, { kind, name, position, part, judge }: Part): BasePart {
  const feature = { kind, ...name, geometry };
  if (!judge || geometry.type !== 'Polygon') return { feature };
  const wrong = judgePolygon(geometry, { maxFindings: 1 }).find(isError);
  if (!wrong) return { feature };
  const at = wrong.at === null ? null : ([wrong.at[0], wrong.at[1]] as const);
  return {
    fault: {
      feature: position,
      part,
      code: wrong.code,
      zh: wrong.words.zh,
      en: wrong.words.en,
      at,
    },
  };
}

const SHAPES = new Map<unknown, { area: boolean; multiple: boolean }>([
  ['Polygon', { area: true, multiple: false }],
  ['MultiPolygon', { area: true, multiple: true }],
  ['LineString', { area: false, multiple: false }],
  ['MultiLineString', { area: false, multiple: true }],
]);

function areaOf(value: unknown): BaseGeometry | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rings = value.map((ring: unknown) => placesOf(ring, 4));
  return rings.some((ring) => ring === null)
    ? null
    : { type: 'Polygon', coordinates: rings.flatMap((ring) => (ring === null ? [] : [ring])) };
}

function lineOf(value: unknown): BaseGeometry | null {
  const coordinates = placesOf(value, 2);
  return coordinates && { type: 'LineString', coordinates };
}

function placesOf(value: unknown, least: number): Place[] | null {
  if (!Array.isArray(value) || value.length < least) return null;
  const places = value.map((place: unknown) => placeOf(place));
  return places.some((place) => place === null) ? null : places.flatMap((p) => (p ? [p] : []));
}

function placeOf(value: unknown): Place | null {
  const [x, y] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof x !== 'number' || typeof y !== 'number') return null;
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null;
}

/** By its own word, by OpenStreetMap's tags, or by its shape. */
function kindOf(properties: Record<string, unknown>, otherwise: BaseKind): BaseKind {
  const said = BASE_KINDS.find((kind) => kind === properties['kind']);
  if (said) return said;
  const has = (tag: string): boolean => typeof properties[tag] === 'string';
  if (has('building')) return 'building';
  if (has('highway')) return 'road';
  if (has('waterway') || properties['natural'] === 'water') return 'water';
  if (properties['leisure'] === 'park' || properties['landuse'] === 'grass') return 'park';
  return otherwise;
}

function nameOf({ name }: Record<string, unknown>): { name?: string } {
  const text = typeof name === 'string' ? name.trim().slice(0, 200) : '';
  return text === '' || !isCleanText(text) ? {} : { name: text };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
