import { convertArea, type CoordinateSystem } from '../convert/coordinates.js';
import { finding, type Finding } from '../judge/finding.js';
import { isError, judgePolygon } from '../judge/judge-polygon.js';
import type { AreaGeometry } from '../types.js';
import { readGeometry } from './geometry.js';
import { isRecord } from './records.js';

/** One feature of a file, mended where that has one meaning, and judged. */
export interface GridFeature {
  /** Which feature of the file, from 0. */
  readonly position: number;
  /** The feature's own id, as text. */
  readonly id: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  /** In WGS84/CGCS2000, wound by RFC 7946. With faults it may still be drawn; null: not even that. */
  readonly polygon: AreaGeometry | null;
  /** True when no finding is an error: the polygon may be kept. */
  readonly usable: boolean;
  readonly findings: readonly Finding[];
}

export interface FeatureContext {
  readonly system: CoordinateSystem;
  /** The file names another system than the one chosen. */
  readonly overridden: boolean;
  readonly maxVertices: number;
}

/** Stands for a feature that was too large to be put together. */
export const TOO_LARGE = Symbol('too large');

export function readFeature(
  value: unknown,
  position: number,
  context: FeatureContext,
): GridFeature {
  if (value === TOO_LARGE)
    return unusable(position, finding('feature_too_large', { feature: position }));
  if (!isRecord(value) || value['type'] !== 'Feature') {
    return unusable(position, finding('not_a_feature', { feature: position }));
  }
  const { id, properties, geometry } = value;
  const shape = judged(geometry, position, context);
  return {
    position,
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    properties: isRecord(properties) ? properties : {},
    polygon: shape.area,
    usable: shape.area !== null && !shape.findings.some(isError),
    findings: shape.findings,
  };
}

interface Judged {
  readonly area: AreaGeometry | null;
  readonly findings: readonly Finding[];
}

function judged(geometry: unknown, feature: number, context: FeatureContext): Judged {
  const { area, findings } = readGeometry(geometry, feature);
  if (area === null) return { area, findings };
  const faults = judgePolygon(area, { maxVertices: context.maxVertices }).map((fault) =>
    finding(fault.code, { feature, ...fault.path }, fault.at),
  );
  const notes = context.overridden ? [finding('crs_overridden', { feature })] : [];
  const all = [...faults, ...notes, ...findings];
  if (context.system !== 'GCJ02' && context.system !== 'BD09') return { area, findings: all };
  // Places in findings stay as the file has them: that is where its author will look for them.
  return {
    area: faults.some(isError) ? area : convertArea(area, context.system, 'CGCS2000'),
    findings: [...all, finding('converted', { feature })],
  };
}

function unusable(position: number, fault: Finding): GridFeature {
  return { position, id: null, properties: {}, polygon: null, usable: false, findings: [fault] };
}
