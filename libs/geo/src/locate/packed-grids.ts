import type { AreaGeometry } from '../types.js';
import { sideOf } from './exact.js';
import { f64, u32 } from './typed.js';

/** One grid with its rings laid flat: closed rings one after another, x and y in turn. */
export interface FlatGrid {
  readonly id: string;
  readonly path: string | undefined;
  readonly xy: Float64Array;
  /** Where each ring begins, counted in vertices, and one last entry for the end. */
  readonly rings: Uint32Array;
}

/** Lays a polygon flat. Undefined when there is no usable ring or a coordinate is not a finite number. */
export function flatten(
  id: string,
  path: string | undefined,
  area: AreaGeometry,
): FlatGrid | undefined {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const xy: number[] = [];
  const rings: number[] = [0];
  for (const ring of polygons.flat()) {
    if (ring.length < 3) continue;
    for (const position of ring) xy.push(position[0] ?? NaN, position[1] ?? NaN);
    closeRing(xy, rings[rings.length - 1] ?? 0);
    rings.push(xy.length / 2);
  }
  if (rings.length === 1 || !xy.every(Number.isFinite)) return undefined;
  return { id, path, xy: Float64Array.from(xy), rings: Uint32Array.from(rings) };
}

function closeRing(xy: number[], start: number): void {
  const [x = NaN, y = NaN] = xy.slice(start * 2, start * 2 + 2);
  if (xy[xy.length - 2] !== x || xy[xy.length - 1] !== y) xy.push(x, y);
}

/**
 * All grids in a few flat arrays. Every grid is cut into horizontal slabs, and each slab lists the edges that reach
 * into it, so that a point is tested against a handful of edges instead of all.
 */
export class PackedGrids {
  readonly count: number;
  /** West, south, east, north of each grid. */
  readonly boxes: Float64Array;
  /** Two numbers per vertex; edge v runs from vertex v to v + 1. */
  readonly xy: Float64Array;
  /** First vertex of each grid's rings; see `ringStarts`. */
  private readonly gridRings: Uint32Array;
  private readonly ringStarts: Uint32Array;
  private readonly slabScale: Float64Array;
  private readonly slabStart: Uint32Array;
  private readonly slabEdges: Uint32Array;
  private readonly edges: Uint32Array;

  constructor(grids: readonly FlatGrid[]) {
    this.count = grids.length;
    this.xy = new Float64Array(grids.reduce((sum, grid) => sum + grid.xy.length, 0));
    this.boxes = new Float64Array(grids.length * 4);
    this.gridRings = new Uint32Array(grids.length + 1);
    this.ringStarts = new Uint32Array(
      grids.reduce((sum, grid) => sum + grid.rings.length - 1, 0) + 1,
    );
    this.layOut(grids);
    this.slabScale = new Float64Array(grids.length);
    this.slabStart = new Uint32Array(grids.length + 1);
    this.cutSlabs();
    this.slabEdges = new Uint32Array(u32(this.slabStart, this.count) + 1);
    this.edges = this.fillSlabs();
  }

  /**
   * Whether the grid holds the point, a point on an edge being moved by an infinitesimal step east and a still
   * smaller step north. Neighbours see the same moved point, so exactly one grid of a partition holds it.
   */
  holds(grid: number, x: number, y: number): boolean {
    const box = grid * 4;
    const { boxes, xy, edges } = this;
    if (x < f64(boxes, box) || x > f64(boxes, box + 2)) return false;
    if (y < f64(boxes, box + 1) || y > f64(boxes, box + 3)) return false;
    const slab = this.slabOf(grid, y);
    const end = u32(this.slabEdges, slab + 1);
    let inside = false;
    for (let at = u32(this.slabEdges, slab); at < end; at++) {
      if (passesEast(xy, u32(edges, at) * 2, x, y)) inside = !inside;
    }
    return inside;
  }

  /** Whether the point lies exactly on one of the grid's edges. */
  touches(grid: number, x: number, y: number): boolean {
    return this.someEdge(grid, (v) => liesOn(this.xy, v, x, y));
  }

  /** True when the test holds for one of the grid's edges, given as position of its first number in `xy`. */
  someEdge(grid: number, test: (v: number) => boolean): boolean {
    const last = u32(this.gridRings, grid + 1);
    for (let ring = u32(this.gridRings, grid); ring < last; ring++) {
      const end = u32(this.ringStarts, ring + 1) - 1;
      for (let v = u32(this.ringStarts, ring); v < end; v++) if (test(v * 2)) return true;
    }
    return false;
  }

  private slabOf(grid: number, y: number): number {
    const first = u32(this.slabStart, grid);
    const last = u32(this.slabStart, grid + 1) - 1;
    const south = f64(this.boxes, grid * 4 + 1);
    // Rounding is monotone: an edge around y always has been put into the slab computed for y.
    return Math.min(last, first + Math.floor((y - south) * f64(this.slabScale, grid)));
  }

  private layOut(grids: readonly FlatGrid[]): void {
    let vertex = 0;
    let ring = 0;
    grids.forEach((grid, index) => {
      this.xy.set(grid.xy, vertex * 2);
      this.gridRings[index] = ring;
      for (const start of grid.rings.subarray(0, -1)) this.ringStarts[ring++] = vertex + start;
      vertex += grid.xy.length / 2;
      this.boxes.set(boxOf(grid.xy), index * 4);
    });
    this.gridRings[grids.length] = ring;
    this.ringStarts[ring] = vertex;
  }

  private cutSlabs(): void {
    let slab = 0;
    for (let grid = 0; grid < this.count; grid++) {
      const height = f64(this.boxes, grid * 4 + 3) - f64(this.boxes, grid * 4 + 1);
      const edges =
        u32(this.ringStarts, u32(this.gridRings, grid + 1)) -
        u32(this.ringStarts, u32(this.gridRings, grid));
      const slabs = height > 1e-9 ? Math.ceil(edges / 2) : 1;
      this.slabStart[grid] = slab;
      this.slabScale[grid] = slabs === 1 ? 0 : slabs / height;
      slab += slabs;
    }
    this.slabStart[this.count] = slab;
  }

  private fillSlabs(): Uint32Array {
    const counts = new Uint32Array(this.slabEdges.length);
    this.eachSlabOfEachEdge((slab) => {
      counts[slab] = u32(counts, slab) + 1;
    });
    let total = 0;
    for (let slab = 0; slab < counts.length; slab++) {
      this.slabEdges[slab] = total;
      total += u32(counts, slab);
    }
    const edges = new Uint32Array(total);
    const next = this.slabEdges.slice();
    this.eachSlabOfEachEdge((slab, v) => {
      const at = u32(next, slab);
      edges[at] = v / 2;
      next[slab] = at + 1;
    });
    return edges;
  }

  private eachSlabOfEachEdge(visit: (slab: number, v: number) => void): void {
    const { xy } = this;
    for (let grid = 0; grid < this.count; grid++) {
      this.someEdge(grid, (v) => {
        const y0 = f64(xy, v + 1);
        const y1 = f64(xy, v + 3);
        if (y0 === y1) return false;
        const last = this.slabOf(grid, Math.max(y0, y1));
        for (let slab = this.slabOf(grid, Math.min(y0, y1)); slab <= last; slab++) visit(slab, v);
        return false;
      });
    }
  }
}

/** Whether the edge at v passes the height y strictly east of x. */
function passesEast(xy: Float64Array, v: number, x: number, y: number): boolean {
  const upward = f64(xy, v + 3) > y;
  if (f64(xy, v + 1) > y === upward) return false;
  const ax = f64(xy, v);
  const bx = f64(xy, v + 2);
  if (ax > x && bx > x) return true;
  if (ax <= x && bx <= x) return false;
  const side = sideOf(xy, v, x, y);
  return upward ? side > 0 : side < 0;
}

/** Whether the point lies exactly on the edge at v. */
export function liesOn(xy: Float64Array, v: number, x: number, y: number): boolean {
  const ax = f64(xy, v);
  const bx = f64(xy, v + 2);
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx)) return false;
  const ay = f64(xy, v + 1);
  const by = f64(xy, v + 3);
  if (y < Math.min(ay, by) || y > Math.max(ay, by)) return false;
  return sideOf(xy, v, x, y) === 0;
}

function boxOf(xy: Float64Array): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < xy.length; at += 2) {
    const x = f64(xy, at);
    const y = f64(xy, at + 1);
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}
