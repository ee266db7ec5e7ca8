import { f64, i32, u32 } from './typed.js';
import type { PackedGrids } from './packed-grids.js';

/** No grid reaches into this cell. */
export const EMPTY = -1;

const CELLS_PER_GRID = 64;
const MAX_CELLS = 4_000_000;
/** Cells are never smaller than this (0.1 m), so that rounding is far below the margins used here. */
const SMALLEST_CELL_DEGREES = 1e-6;
/** Grids lying on top of each other make long lists; the raster is coarsened until this bound holds. */
const MAX_VISITS = 16_000_000;

/**
 * A fine raster over all grids. Most cells lie wholly inside one grid and answer at once; the cells that an edge
 * crosses list the grids to be asked, in order.
 */
export class GridRaster {
  private readonly columns: number;
  private readonly rows: number;
  private readonly west: number;
  private readonly south: number;
  private readonly east: number;
  private readonly north: number;
  private readonly perLng: number;
  private readonly perLat: number;
  /** A grid's number, EMPTY, or -2 - n where n is a place in `lists`. */
  private readonly cells: Int32Array;
  /** Per mixed cell its length and then, per grid, twice its number, plus one where it covers the cell. */
  readonly lists: Int32Array;

  constructor(private readonly grids: PackedGrids) {
    const [west, south, east, north] = extentOf(grids);
    this.west = west;
    this.south = south;
    this.east = east;
    this.north = north;
    const width = Math.max(east - west, SMALLEST_CELL_DEGREES);
    const height = Math.max(north - south, SMALLEST_CELL_DEGREES);
    const wanted = wantedCells(grids, width, height);
    const side = Math.sqrt((width * height) / wanted);
    this.columns = stepsOf(width, side, wanted);
    this.rows = stepsOf(height, side, wanted);
    this.perLng = this.columns / width;
    this.perLat = this.rows / height;
    this.cells = new Int32Array(this.columns * this.rows).fill(EMPTY);
    this.lists = this.settle(this.collect());
  }

  /** The code of the cell under a point: a grid's number, EMPTY, or below -1 a list (see `listAt`). */
  codeAt(x: number, y: number): number {
    if (!(x >= this.west && x <= this.east && y >= this.south && y <= this.north)) return EMPTY;
    return i32(this.cells, this.rowOf(y) * this.columns + this.columnOf(x));
  }

  private columnOf(x: number): number {
    return Math.min(this.columns - 1, Math.floor((x - this.west) * this.perLng));
  }

  private rowOf(y: number): number {
    return Math.min(this.rows - 1, Math.floor((y - this.south) * this.perLat));
  }

  /** All pairs of cell and grid, grids in ascending order. */
  private collect(): Pairs {
    const pairs = new Pairs();
    const touchedBy = new Int32Array(this.cells.length).fill(-1);
    for (let grid = 0; grid < this.grids.count; grid++) {
      this.markEdges(grid, (cell) => {
        if (i32(touchedBy, cell) === grid) return;
        touchedBy[cell] = grid;
        pairs.add(cell, grid * 2);
      });
      this.markInside(grid, touchedBy, (cell) => {
        pairs.add(cell, grid * 2 + 1);
      });
    }
    return pairs;
  }

  /** Visits every cell that an edge of the grid may touch; a cell too many costs time only, never the answer. */
  private markEdges(grid: number, mark: (cell: number) => void): void {
    const { xy } = this.grids;
    this.grids.someEdge(grid, (v) => {
      const ay = f64(xy, v + 1);
      const by = f64(xy, v + 3);
      const last = this.rowOf(Math.max(ay, by));
      for (let row = this.rowOf(Math.min(ay, by)); row <= last; row++) this.markRow(v, row, mark);
      return false;
    });
  }

  private markRow(v: number, row: number, mark: (cell: number) => void): void {
    const { xy } = this.grids;
    const x0 = crossing(xy, v, this.south + (row - 1e-6) / this.perLat);
    const x1 = crossing(xy, v, this.south + (row + 1 + 1e-6) / this.perLat);
    const margin = 1e-4 / this.perLng;
    const first = this.columnOf(Math.min(x0, x1) - margin);
    const last = this.columnOf(Math.max(x0, x1) + margin);
    for (let column = Math.max(0, first); column <= last; column++) {
      mark(row * this.columns + column);
    }
  }

  /** Visits every cell wholly inside the grid: no edge touches it and its middle is inside. */
  private markInside(grid: number, touchedBy: Int32Array, mark: (cell: number) => void): void {
    const { boxes } = this.grids;
    const firstColumn = this.columnOf(f64(boxes, grid * 4));
    const lastColumn = this.columnOf(f64(boxes, grid * 4 + 2));
    const lastRow = this.rowOf(f64(boxes, grid * 4 + 3));
    for (let row = this.rowOf(f64(boxes, grid * 4 + 1)); row <= lastRow; row++) {
      const y = this.south + (row + 0.5) / this.perLat;
      // Between two touched cells nothing changes, so one test serves the whole run.
      let known = false;
      let inside = false;
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = row * this.columns + column;
        if (i32(touchedBy, cell) === grid) {
          known = false;
          continue;
        }
        if (!known) inside = this.grids.holds(grid, this.west + (column + 0.5) / this.perLng, y);
        known = true;
        if (inside) mark(cell);
      }
    }
  }

  /** Writes the codes of all cells and returns the lists of the mixed ones. */
  private settle(pairs: Pairs): Int32Array {
    const counts = new Uint32Array(this.cells.length);
    pairs.each((cell) => {
      counts[cell] = u32(counts, cell) + 1;
    });
    const only = new Uint8Array(this.cells.length);
    pairs.each((cell, entry) => {
      if (u32(counts, cell) === 1 && entry % 2 === 1) only[cell] = 1;
    });
    let length = 0;
    counts.forEach((count, cell) => {
      if (count === 0 || only[cell] === 1) return;
      this.cells[cell] = -2 - length;
      length += count + 1;
    });
    const lists = new Int32Array(length);
    pairs.each((cell, entry) => {
      if (only[cell] === 1) {
        this.cells[cell] = entry >> 1;
        return;
      }
      const start = -2 - i32(this.cells, cell);
      const filled = i32(lists, start) + 1;
      lists[start] = filled;
      lists[start + filled] = entry;
    });
    return lists;
  }
}

/** A growing list of pairs of whole numbers. */
class Pairs {
  private values = new Int32Array(1 << 16);
  private length = 0;

  add(cell: number, entry: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = cell;
    this.values[this.length++] = entry;
  }

  each(visit: (cell: number, entry: number) => void): void {
    const { values, length } = this;
    for (let at = 0; at < length; at += 2) visit(i32(values, at), i32(values, at + 1));
  }
}

/** Where the edge at v passes the height y, held within the edge. A level edge reaches from end to end. */
function crossing(xy: Float64Array, v: number, y: number): number {
  const ax = f64(xy, v);
  const ay = f64(xy, v + 1);
  const rise = f64(xy, v + 3) - ay;
  const share = rise === 0 ? (y > ay ? 1 : 0) : Math.min(1, Math.max(0, (y - ay) / rise));
  return ax + share * (f64(xy, v + 2) - ax);
}

function stepsOf(length: number, side: number, most: number): number {
  const finest = Math.floor(length / SMALLEST_CELL_DEGREES);
  return Math.max(1, Math.min(Math.ceil(length / side), finest, Math.ceil(most)));
}

function wantedCells(grids: PackedGrids, width: number, height: number): number {
  let covered = 0;
  for (let at = 0; at < grids.boxes.length; at += 4) {
    const wide = f64(grids.boxes, at + 2) - f64(grids.boxes, at);
    covered += wide * (f64(grids.boxes, at + 3) - f64(grids.boxes, at + 1));
  }
  const layers = Math.max(1, covered / (width * height));
  return Math.max(1, Math.min(MAX_CELLS, grids.count * CELLS_PER_GRID, MAX_VISITS / layers));
}

function extentOf(grids: PackedGrids): [number, number, number, number] {
  if (grids.count === 0) return [0, 0, 0, 0];
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < grids.boxes.length; at += 4) {
    extent[0] = Math.min(extent[0], f64(grids.boxes, at));
    extent[1] = Math.min(extent[1], f64(grids.boxes, at + 1));
    extent[2] = Math.max(extent[2], f64(grids.boxes, at + 2));
    extent[3] = Math.max(extent[3], f64(grids.boxes, at + 3));
  }
  return extent;
}
