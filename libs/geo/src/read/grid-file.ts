import { TextDecoder } from 'node:util';
import { type CoordinateSystem } from '../convert/coordinates.js';
import { FeatureCollector, READ_LIMITS, type ReadLimits } from './collector.js';
import { declaredSystem, type DeclaredSystem } from './crs.js';
import { readFeature, type FeatureContext, type GridFeature } from './feature.js';
import { geoProblems } from './problems.js';

export interface ReadOptions {
  /** The system a person has chosen; without it the file's own declaration counts, and else WGS84 (RFC 7946). */
  readonly coordinateSystem?: CoordinateSystem;
  readonly limits?: Partial<ReadLimits>;
}

/** A feature with how far the file had been read when it was complete. */
export type StreamedFeature = GridFeature & { readonly bytesRead: number };

/**
 * Reads a GeoJSON file held in memory: FeatureCollection, Feature or geometry; with or without BOM. Polygons come
 * mended and judged, one by one. Throws `geoProblems` when the file as a whole cannot be read.
 */
export function readGridFile(file: string | Uint8Array, options: ReadOptions = {}): GridFeature[] {
  const limits = { ...READ_LIMITS, ...options.limits };
  const intake = new Intake(limits);
  const values = [...intake.take(file)];
  intake.end();
  const context = contextOf(intake.declared(), options, limits);
  return withLoneFeature(values, intake).map((value, at) => readFeature(value, at, context));
}

/**
 * The same for a file too large for memory: hands out features one by one while reading. `source` is any stream of
 * bytes or text. A file that names a foreign coordinate system only after its features is refused (`geo.crs_too_late`).
 */
export async function* readGridFeatures(
  source: AsyncIterable<string | Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<StreamedFeature, void, undefined> {
  const limits = { ...READ_LIMITS, ...options.limits };
  const intake = new Intake(limits);
  let position = 0;
  let context: FeatureContext | null = null;
  for await (const chunk of source) {
    for (const value of intake.take(chunk)) {
      context ??= contextOf(intake.declared(), options, limits);
      yield { ...readFeature(value, position++, context), bytesRead: intake.bytes };
    }
  }
  intake.end();
  const declared = intake.declared();
  if (context !== null) {
    refuseLateSystem(declared, options, context);
    return;
  }
  const last = contextOf(declared, options, limits);
  for (const value of withLoneFeature([], intake)) {
    yield { ...readFeature(value, position++, last), bytesRead: intake.bytes };
  }
}

/** Bytes or text in, features out. */
class Intake {
  bytes = 0;
  private readonly collector: FeatureCollector;
  private decoder: TextDecoder | null = null;

  constructor(private readonly limits: ReadLimits) {
    this.collector = new FeatureCollector(limits);
  }

  *take(chunk: string | Uint8Array): Generator<unknown, void, undefined> {
    const first = this.bytes === 0;
    this.bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
    if (this.bytes > this.limits.maxBytes) {
      throw geoProblems.fileTooLarge({ maxBytes: this.limits.maxBytes });
    }
    const text = typeof chunk === 'string' ? chunk : this.decoded(chunk);
    yield* this.collector.take(first && text.startsWith('\uFEFF') ? text.slice(1) : text);
  }

  end(): void {
    if (this.bytes === 0) throw geoProblems.fileEmpty({});
    this.collector.end();
  }

  declared(): DeclaredSystem | null {
    return declaredSystem(this.collector.members.get('crs'));
  }

  /** The file's object where it is not a collection. */
  lone(): Record<string, unknown> | null {
    return this.collector.hasFeatures ? null : Object.fromEntries(this.collector.members);
  }

  private decoded(chunk: Uint8Array): string {
    this.decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    try {
      return this.decoder.decode(chunk, { stream: true });
    } catch {
      throw geoProblems.fileEncoding({});
    }
  }
}

/** Notepad saves "Unicode" as UTF-16 with a mark at the start. */
function encodingOf([first, second]: Uint8Array): string {
  return first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8';
}

const GEOMETRIES = new Set<unknown>([
  'Polygon',
  'MultiPolygon',
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'GeometryCollection',
]);

/** A file may be one feature or one bare geometry instead of a collection. */
function withLoneFeature(values: readonly unknown[], intake: Intake): readonly unknown[] {
  const lone = intake.lone();
  if (lone === null) return values;
  if (lone['type'] === 'Feature') return [lone];
  if (GEOMETRIES.has(lone['type'])) return [{ type: 'Feature', properties: {}, geometry: lone }];
  throw geoProblems.fileNotGeoJson({});
}

function contextOf(
  declared: DeclaredSystem | null,
  options: ReadOptions,
  { maxVertices }: ReadLimits,
): FeatureContext {
  const chosen = options.coordinateSystem;
  if (chosen !== undefined) {
    const overridden = declared !== null && !sameGround(declared.system, chosen);
    return { system: chosen, overridden, maxVertices };
  }
  if (declared?.system === null) throw geoProblems.crsUnknown({ name: declared.name });
  return { system: declared?.system ?? 'WGS84', overridden: false, maxVertices };
}

function refuseLateSystem(
  declared: DeclaredSystem | null,
  options: ReadOptions,
  { system }: FeatureContext,
): void {
  if (declared === null || options.coordinateSystem !== undefined) return;
  if (!sameGround(declared.system, system)) throw geoProblems.crsTooLate({ name: declared.name });
}

/** WGS84 and CGCS2000 differ by centimetres. */
function sameGround(a: CoordinateSystem | null, b: CoordinateSystem): boolean {
  const isGlobal = (system: CoordinateSystem | null): boolean =>
    system === 'WGS84' || system === 'CGCS2000';
  return a === b || (isGlobal(a) && isGlobal(b));
}
