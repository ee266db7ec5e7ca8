import Flatbush from 'flatbush';
import type { AreaGeometry, BBox } from '../types.js';
import { metersToEdge, degreesAround } from './near.js';
import { flatten, PackedGrids, type FlatGrid } from './packed-grids.js';
import { EMPTY, GridRaster } from './raster.js';
import { f64, i32 } from './typed.js';

/** A grid as the index takes it. `path` is kept for the caller (for example the ltree path) and not interpreted. */
export interface GridShape {
  readonly id: string;
  readonly path?: string;
  readonly polygon: AreaGeometry;
}

/** What changed since an index was built: grids drawn new or anew, and ids that are gone. */
export interface GridChanges {
  readonly put?: readonly GridShape[];
  readonly remove?: readonly string[];
}

export interface NearestGrid {
  readonly id: string;
  /** 0 when the point lies in the grid. */
  readonly meters: number;
}

/** Lists longer than this are narrowed down by the tree of boxes first. */
const LONG_LIST = 24;

/**
 * Point → grid, exactly, in memory. An index never changes; `with` makes a new one, so a reader always sees one state.
 *
 * Rules: in a partition every point belongs to exactly one grid, also on shared edges and corners; a point on the
 * outer border belongs to a grid; a hole belongs to whoever fills it, or to nobody. Where grids overlap, or only
 * touch the point from outside, the one with the smallest id (by code units) is the answer.
 */
export class GridIndex {
  private readonly byId = new Map<string, number>();
  private readonly packed: PackedGrids;
  private readonly raster: GridRaster;
  private readonly tree: Flatbush | undefined;

  private constructor(
    private readonly grids: readonly FlatGrid[],
    /** Ids of grids that could not be taken in: no usable ring, or coordinates that are not numbers. */
    readonly leftOut: readonly string[],
  ) {
    this.packed = new PackedGrids(grids);
    this.raster = new GridRaster(this.packed);
    this.tree = treeOf(this.packed);
    grids.forEach((grid, at) => this.byId.set(grid.id, at));
  }

  /** Builds the index. Of several grids with one id the last counts. Rings may be open and wound either way. */
  static build(grids: Iterable<GridShape>): GridIndex {
    return GridIndex.from(new Map(), grids, []);
  }

  /** A new index with the changes applied; this one stays as it is. */
  with(changes: GridChanges): GridIndex {
    const gone = new Set(changes.remove);
    const kept = new Map(
      this.grids.filter((grid) => !gone.has(grid.id)).map((grid) => [grid.id, grid]),
    );
    const leftOut = this.leftOut.filter((id) => !gone.has(id));
    return GridIndex.from(kept, changes.put ?? [], leftOut);
  }

  private static from(
    kept: Map<string, FlatGrid>,
    put: Iterable<GridShape>,
    leftOutBefore: readonly string[],
  ): GridIndex {
    const leftOut = new Set(leftOutBefore);
    for (const { id, path, polygon } of put) {
      const flat = flatten(id, path, polygon);
      kept.delete(id);
      leftOut.delete(id);
      if (flat === undefined) leftOut.add(id);
      else kept.set(id, flat);
    }
    const sorted = [...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return new GridIndex(sorted, [...leftOut]);
  }

  /** How many grids it knows. */
  get size(): number {
    return this.grids.length;
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** The `path` the grid was given with. */
  pathOf(id: string): string | undefined {
    return this.grids[this.byId.get(id) ?? -1]?.path;
  }

  /** The id of the grid the point belongs to, or null. Degrees; anything but finite numbers is nowhere. */
  locate(lng: number, lat: number): string | null {
    const at = this.find(lng, lat);
    return at === EMPTY ? null : (this.grids[at]?.id ?? null);
  }

  /** Ids of all grids whose box meets the given one, in order of id. */
  search(box: BBox): string[] {
    return this.numbersIn(box).map((at) => this.grids[at]?.id ?? '');
  }

  /** The grid's box in degrees. */
  bboxOf(id: string): BBox | undefined {
    const at = this.byId.get(id);
    if (at === undefined) return undefined;
    const { boxes } = this.packed;
    return [
      f64(boxes, at * 4),
      f64(boxes, at * 4 + 1),
      f64(boxes, at * 4 + 2),
      f64(boxes, at * 4 + 3),
    ];
  }

  /**
   * The grid holding the point, or else the one whose edge is nearest within `maxMeters`: for positions that are off
   * by the error of a phone.
   */
  nearest(lng: number, lat: number, maxMeters: number): NearestGrid | null {
    const holder = this.locate(lng, lat);
    if (holder !== null) return { id: holder, meters: 0 };
    if (![lng, lat, maxMeters].every(Number.isFinite)) return null;
    let best: NearestGrid | null = null;
    for (const at of this.numbersIn(degreesAround(lng, lat, maxMeters))) {
      const meters = this.metersTo(at, lng, lat);
      if (meters < (best?.meters ?? maxMeters)) best = { id: this.grids[at]?.id ?? '', meters };
    }
    return best;
  }

  private metersTo(at: number, lng: number, lat: number): number {
    let meters = Infinity;
    this.packed.someEdge(at, (v) => {
      meters = Math.min(meters, metersToEdge(this.packed.xy, v, lng, lat));
      return false;
    });
    return meters;
  }

  private find(x: number, y: number): number {
    const code = this.raster.codeAt(x, y);
    if (code >= EMPTY) return code;
    const { lists } = this.raster;
    const start = -2 - code;
    const length = i32(lists, start);
    if (length > LONG_LIST) return this.findAmong(this.numbersIn([x, y, x, y]), x, y);
    for (let at = start + 1; at <= start + length; at++) {
      const entry = i32(lists, at);
      if ((entry & 1) === 1 || this.packed.holds(entry >> 1, x, y)) return entry >> 1;
    }
    for (let at = start + 1; at <= start + length; at++) {
      const grid = i32(lists, at) >> 1;
      if (this.packed.touches(grid, x, y)) return grid;
    }
    return EMPTY;
  }

  private findAmong(candidates: readonly number[], x: number, y: number): number {
    return (
      candidates.find((grid) => this.packed.holds(grid, x, y)) ??
      candidates.find((grid) => this.packed.touches(grid, x, y)) ??
      EMPTY
    );
  }

  private numbersIn([west, south, east, north]: BBox): number[] {
    return this.tree?.search(west, south, east, north).sort((a, b) => a - b) ?? [];
  }
}

function treeOf(packed: PackedGrids): Flatbush | undefined {
  if (packed.count === 0) return undefined;
  const tree = new Flatbush(packed.count);
  const { boxes } = packed;
  for (let at = 0; at < boxes.length; at += 4) {
    tree.add(f64(boxes, at), f64(boxes, at + 1), f64(boxes, at + 2), f64(boxes, at + 3));
  }
  tree.finish();
  return tree;
}
