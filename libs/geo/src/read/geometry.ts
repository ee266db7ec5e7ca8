import type { Position } from 'geojson';
import { finding, type Finding, type FindingCode, type FindingPath } from '../judge/finding.js';
import { withoutDuplicates } from '../judge/rings.js';
import { ringsOfArea, windByRfc7946 } from '../measure/shape.js';
import type { AreaGeometry } from '../types.js';
import { isList, isRecord } from './records.js';

export interface ReadGeometry {
  /** Null when it cannot be understood at all. */
  readonly area: AreaGeometry | null;
  readonly findings: readonly Finding[];
}

/**
 * Takes a GeoJSON geometry as it comes and mends what has only one meaning: heights are dropped, open rings closed,
 * repeated points removed, winding set right; each is noted. Everything else is left to `judgePolygon`.
 */
export function readGeometry(value: unknown, feature: number): ReadGeometry {
  if (!isRecord(value)) return refused('no_geometry', { feature });
  const { type, coordinates } = value;
  if (type !== 'Polygon' && type !== 'MultiPolygon') return refused('not_polygon', { feature });
  if (!isList(coordinates)) return refused('bad_coordinates', { feature });
  const reading = new GeometryReading(feature);
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates).map((part, at) =>
    reading.polygon(part, at),
  );
  if (reading.fault !== null) return { area: null, findings: [reading.fault] };
  const [first = []] = polygons;
  const area: AreaGeometry =
    type === 'Polygon' ? { type, coordinates: first } : { type, coordinates: polygons };
  return reading.finish(area);
}

function refused(code: FindingCode, path: FindingPath): ReadGeometry {
  return { area: null, findings: [finding(code, path)] };
}

class GeometryReading {
  fault: Finding | null = null;
  private readonly notes: Finding[] = [];
  private readonly said = new Set<FindingCode>();

  constructor(private readonly feature: number) {}

  polygon(value: unknown, polygon: number): Position[][] {
    if (!isList(value)) return this.refuse({ polygon });
    return value.map((ring, at) => this.ring(ring, { polygon, ring: at }));
  }

  /** Notes the winding and hands everything over. */
  finish(area: AreaGeometry): ReadGeometry {
    const wound = windByRfc7946(area);
    const before = ringsOfArea(area);
    if (ringsOfArea(wound).some((ring, at) => ring !== before[at])) this.note('winding_fixed', {});
    return { area: wound, findings: this.notes };
  }

  private ring(value: unknown, path: FindingPath): Position[] {
    if (!isList(value)) return this.refuse(path);
    const ring = value.map((position, vertex) => this.position(position, { ...path, vertex }));
    const [first, last] = [ring[0], ring[ring.length - 1]];
    if (
      first !== undefined &&
      last !== undefined &&
      !(first[0] === last[0] && first[1] === last[1])
    ) {
      this.note('ring_closed', path);
      ring.push([...first]);
    }
    const clean = withoutDuplicates(ring);
    if (clean.length < ring.length) this.note('duplicates_removed', path);
    return clean;
  }

  private position(value: unknown, path: FindingPath): Position {
    const [x, y, ...more] = isList(value) ? value : [];
    if (more.length > 0) this.note('z_dropped', {});
    if (typeof x === 'number' && typeof y === 'number') return [x, y];
    return this.refuse(path);
  }

  private refuse(path: FindingPath): [] {
    this.fault ??= finding('bad_coordinates', { feature: this.feature, ...path });
    return [];
  }

  /** One note of a kind is enough: a file of a thousand parts has a thousand wrong windings. */
  private note(code: FindingCode, path: FindingPath): void {
    if (this.said.has(code)) return;
    this.said.add(code);
    this.notes.push(finding(code, { feature: this.feature, ...path }));
  }
}
