import type { Position } from 'geojson';
import { topologyError, type TopologyError } from '../jsts/geometry.js';
import type { AreaGeometry, LngLat } from '../types.js';
import { findCrossings } from './crossings.js';
import { finding, type Finding, type FindingCode, type FindingPath } from './finding.js';
import { judgeArea, judgeCoordinates, judgeRing, withoutDuplicates } from './rings.js';

export interface JudgeLimits {
  /** Positions in all rings together. */
  readonly maxVertices?: number;
  /** Findings after which looking stops. */
  readonly maxFindings?: number;
}

const MAX_VERTICES = 100_000;
const MAX_FINDINGS = 20;

/** JSTS numbers its kinds; 5 and 6 inside one polygon have been found by name and place before. */
const TOPOLOGY_CODES: Readonly<Record<number, FindingCode>> = {
  2: 'hole_outside_shell',
  3: 'nested_holes',
  4: 'disconnected_interior',
  5: 'self_intersection',
  6: 'ring_touches_itself',
  7: 'parts_overlap',
  8: 'duplicate_rings',
  9: 'too_few_points',
};

/**
 * Says everything that is wrong with a polygon, each with its place. No finding of severity `error`: the polygon is
 * valid by OGC Simple Features (and RFC 7946 but for winding, see `windByRfc7946`). Never throws on numbers.
 */
export function judgePolygon(area: AreaGeometry, limits: JudgeLimits = {}): Finding[] {
  const { maxVertices = MAX_VERTICES, maxFindings = MAX_FINDINGS } = limits;
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const vertices = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  if (vertices > maxVertices) return [finding('too_many_vertices', {})];
  if (vertices === 0) return [finding('too_few_points', {})];
  return judgeParts(polygons, maxFindings).slice(0, maxFindings);
}

function judgeParts(polygons: readonly Position[][][], most: number): Finding[] {
  const found: Finding[] = [];
  const sound: Part[] = [];
  for (const [polygon, rings] of polygons.entries()) {
    if (found.length >= most) return found;
    const wrong = judgePart(rings, polygon, most - found.length);
    found.push(...wrong);
    if (!wrong.some(isError)) sound.push({ polygon, rings: rings.map(withoutDuplicates) });
  }
  return sound.length > 1 ? [...found, ...judgeTogether(sound)] : found;
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

interface Part {
  readonly polygon: number;
  readonly rings: Position[][];
}

function judgePart(rings: Position[][], polygon: number, most: number): Finding[] {
  if (rings.length === 0) return [finding('too_few_points', { polygon })];
  const unusable = rings.flatMap((ring, at) => judgeCoordinates(ring, { polygon, ring: at }));
  if (unusable.length > 0) return unusable;
  const found = rings.flatMap((ring, at) => judgeRing(ring, { polygon, ring: at }));
  if (found.some(isError)) return found;
  const clean = rings.map(withoutDuplicates);
  found.push(...findCrossings(clean, polygon, most));
  if (found.some(isError)) return found;
  found.push(...clean.flatMap((ring, at) => judgeArea(ring, { polygon, ring: at })));
  if (found.some(isError)) return found;
  const error = topologyError({ type: 'Polygon', coordinates: clean });
  return error === null ? found : [...found, topologyFinding(error, [{ polygon, rings }])];
}

/** Parts that are each sound may still lie on each other. */
function judgeTogether(parts: readonly Part[]): Finding[] {
  const error = topologyError({
    type: 'MultiPolygon',
    coordinates: parts.map(({ rings }) => rings),
  });
  if (error === null) return [];
  const said = topologyFinding(error, parts);
  return [finding('parts_overlap', said.path, said.at)];
}

function topologyFinding({ kind, at }: TopologyError, parts: readonly Part[]): Finding {
  const [only] = parts.length === 1 ? parts : [];
  const path = pathOf(at, parts) ?? (only === undefined ? {} : { polygon: only.polygon });
  return finding(TOPOLOGY_CODES[kind] ?? 'invalid', path, at);
}

/** The point that stands exactly at a place, holes first: what is wrong is mostly wrong with the hole. */
function pathOf(at: LngLat | null, parts: readonly Part[]): FindingPath | null {
  if (at === null) return null;
  for (const { polygon, rings } of parts) {
    for (const ring of [...rings.keys()].reverse()) {
      const vertex = (rings[ring] ?? []).findIndex(([x, y]) => x === at[0] && y === at[1]);
      if (vertex !== -1) return { polygon, ring, vertex };
    }
  }
  return null;
}
