import {
  bboxOfArea,
  drawGridsAlongLines,
  GridIndex,
  labelPoint,
  type AreaGeometry,
} from '@ingrid/geo';
import { type RegionWire } from '@ingrid/contract';
import { type Road } from './data.js';

/** 粤海街道: most of the roads of the data lie here. Its official border is not in the data; this box stands for it. */
export const STREET = '440305007';
const BORDER = { west: 113.9245, south: 22.505, east: 113.9455, north: 22.5325 };
const DRAWING = { minAreaM2: 60_000, reachMeters: 60 };

export interface DrawnStreet {
  readonly grids: readonly { readonly code: string; readonly polygon: AreaGeometry }[];
  /** For POST /imports?kind=grids. */
  readonly geoJson: string;
}

/** Grids cut along the roads, handed out to the street's communities from west to east. */
export function drawStreet(
  roads: readonly Road[],
  communities: readonly RegionWire[],
): DrawnStreet {
  const { west, south, east, north } = BORDER;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const drawn = drawGridsAlongLines({ type: 'Polygon', coordinates: [ring] }, roads, DRAWING)
    .map(({ polygon }) => ({ polygon, x: labelPoint(polygon)[0] }))
    .sort((a, b) => a.x - b.x);
  const counts = new Map<string, number>();
  const inOrder = communities.toSorted((a, b) => a.code.localeCompare(b.code));
  const features = drawn.flatMap(({ polygon }, at) => {
    const community = inOrder[Math.floor((at * inOrder.length) / drawn.length)];
    if (!community) return [];
    const number = (counts.get(community.code) ?? 0) + 1;
    counts.set(community.code, number);
    const code = `${community.code}${String(number).padStart(3, '0')}`;
    const name = `${community.name.replace(/(社区)?居委会$/, '')}第${number}网格`;
    const properties = { code, name, communityCode: community.code };
    return [{ type: 'Feature', properties, geometry: polygon }];
  });
  return {
    grids: features.map(({ properties, geometry }) => ({
      code: properties.code,
      polygon: geometry,
    })),
    geoJson: JSON.stringify({ type: 'FeatureCollection', features }),
  };
}

const PLACE =
  /[\u4e00-\u9fff]{2,8}?(?:小区|花园|家园|大道|广场|社区|学校|中心|公园|路|街|苑|城|园|村|站)/;
const TRIES = 12;

/**
 * A point for each message, always the same: the data names places of another city, so a place name is sent to one spot
 * of the street and messages about the same place lie near each other, as they did in truth.
 */
export function placer(
  street: DrawnStreet,
): (title: string, number: string) => { lat: number; lng: number } {
  const { grids } = street;
  return (title, number) => {
    const name = PLACE.exec(title)?.[0] ?? number;
    const grid = grids[hash(name) % grids.length];
    if (!grid) throw new Error('the street has no grids');
    const [lng, lat] = spotIn(grid.polygon, hash(`${name}!`), hash(number));
    return { lat, lng };
  };
}

/** A spot inside a polygon by the first number, moved by some 30 m by the second. */
function spotIn(polygon: AreaGeometry, seed: number, jitter: number): readonly [number, number] {
  const inside = GridIndex.build([{ id: 'it', polygon }]);
  const [west, south, east, north] = bboxOfArea(polygon);
  for (let at = 0; at < TRIES; at += 1) {
    const u = (hash(`${seed}/${at}`) % 1_000) / 1_000;
    const v = (hash(`${seed}:${at}`) % 1_000) / 1_000;
    const dx = ((jitter % 100) - 50) * 6e-6;
    const dy = ((Math.floor(jitter / 100) % 100) - 50) * 6e-6;
    const place = [west + u * (east - west) + dx, south + v * (north - south) + dy] as const;
    if (inside.locate(place[0], place[1]) !== null) return place;
  }
  return labelPoint(polygon);
}

/** FNV-1a: small, even enough, the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}
