import {
  areaSquareMeters,
  type AreaGeometry,
  type BBox,
  bboxOfArea,
  findOverlaps,
} from '@ingrid/geo';

export interface GridOverlap extends Record<string, unknown> {
  /** The grid that lies there already. */
  readonly code: string;
  readonly name: string;
  readonly squareMetres: number;
  /** Longitude and latitude of the middle of the doubly claimed ground. */
  readonly at: [number, number];
}

interface Drawn {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly polygon: AreaGeometry;
}

// Borders traced by hand miss each other by a hand's breadth; a point on such a sliver still has one grid only.
const SLIVER_SHARE = 0.001;
const SLIVER_M2 = 1;

/** Where a new grid takes ground of existing ones, the largest overlap first. */
export function overlapsOf(
  grid: { readonly id: string; readonly polygon: AreaGeometry },
  others: readonly Drawn[],
): GridOverlap[] {
  const tolerance = Math.max(SLIVER_M2, areaSquareMeters(grid.polygon) * SLIVER_SHARE);
  const box = bboxOfArea(grid.polygon);
  return others
    .filter((other) => meet(box, bboxOfArea(other.polygon)))
    .flatMap((other) => findOverlaps([grid, other], tolerance).map((found) => ({ other, found })))
    .sort((a, b) => b.found.areaM2 - a.found.areaM2)
    .map(({ other, found }) => ({
      code: other.code,
      name: other.name,
      squareMetres: Math.round(found.areaM2),
      at: [rounded(found.at[0]), rounded(found.at[1])],
    }));
}

function meet(a: BBox, b: BBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
