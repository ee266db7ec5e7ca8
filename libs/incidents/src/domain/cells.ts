/** A place on the earth, WGS84/CGCS2000 degrees. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

// Squares of a thousandth of a degree: 111 m north to south, and less from west to east.
const PER_DEGREE = 1_000;
const ROW = 1_000_000;
const METRES_PER_DEGREE = 111_195;

function cellAt(row: number, column: number): number {
  return row * ROW + column;
}

const rowOf = (lat: number): number => Math.floor((lat + 90) * PER_DEGREE);
const columnOf = (lng: number): number => Math.floor((lng + 180) * PER_DEGREE);

/** The number of the square in which a point lies: a plain key for a plain index. */
export function cellOf(point: Point): number {
  return cellAt(rowOf(point.lat), columnOf(point.lng));
}

/** So many metres in degrees of longitude, which are the shorter ones: as a radius it reaches at least as far in every direction. */
export function degreesAround(point: Point, metres: number): number {
  return metres / METRES_PER_DEGREE / Math.max(0.05, Math.cos((point.lat * Math.PI) / 180));
}

/** Every square that a circle touches: nine to a few dozen for the distances at which matters are compared. */
export function cellsAround(point: Point, metres: number): number[] {
  const dLat = metres / METRES_PER_DEGREE;
  const dLng = degreesAround(point, metres);
  const cells: number[] = [];
  for (let row = rowOf(point.lat - dLat); row <= rowOf(point.lat + dLat); row += 1) {
    for (
      let column = columnOf(point.lng - dLng);
      column <= columnOf(point.lng + dLng);
      column += 1
    ) {
      cells.push(cellAt(row, column));
    }
  }
  return cells;
}

/** Metres between two points that lie near one another. */
export function metresBetween(a: Point, b: Point): number {
  const dy = (a.lat - b.lat) * METRES_PER_DEGREE;
  const dx = (a.lng - b.lng) * METRES_PER_DEGREE * Math.cos(((a.lat + b.lat) * Math.PI) / 360);
  return Math.hypot(dx, dy);
}
