import {
  areaSquareMeters,
  type AreaGeometry,
  type BBox,
  bboxOfArea,
  findOverlaps,
  type Overlap,
} from '@ingrid/geo';

export interface GridOverlap extends Record<string, unknown> {
  /** The grid that lies there already. */
  readonly code: string;
  readonly name: string;
  readonly squareMetres: number;
  /** Longitude and latitude of the middle of the doubly claimed ground. */
  readonly at: [number, number];
}

export interface Drawn {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly polygon: AreaGeometry;
}

// Borders traced by hand miss each other by a hand's breadth; a point on such a sliver still has one grid only.
const SLIVER_SHARE = 0.001;
const SLIVER_M2 = 1;

/** Where a new grid takes ground of existing ones, the largest overlap first. */
export function overlapsOf(grid: Shape, others: readonly Drawn[]): GridOverlap[] {
  const near = nearTo([grid], others);
  const pairs = new OverlapPairs([grid], near);
  return near
    .flatMap((other) => pairs.between(grid, other) ?? [])
    .sort((a, b) => b.squareMetres - a.squareMetres);
}

type Shape = Pick<Drawn, 'id' | 'polygon'>;

/** Which of these could overlap one of the grids at all. */
export function nearTo(grids: readonly Shape[], others: readonly Drawn[]): Drawn[] {
  const boxes = grids.map(({ polygon }) => bboxOfArea(polygon));
  return others.filter(({ polygon }) => {
    const box = bboxOfArea(polygon);
    return boxes.some((other) => meet(box, other));
  });
}

/** All overlaps among new grids and between them and existing ones, found in one go. */
export class OverlapPairs {
  private readonly pairs = new Map<string, Overlap>();

  constructor(grids: readonly Shape[], existing: readonly Shape[]) {
    for (const found of findOverlaps([...grids, ...existing], SLIVER_M2)) {
      this.pairs.set(`${found.a} ${found.b}`, found);
    }
  }

  /** How far a new grid takes ground of another one; null when by no more than a sliver. */
  between(grid: Shape, other: Drawn): GridOverlap | null {
    const found =
      this.pairs.get(`${grid.id} ${other.id}`) ?? this.pairs.get(`${other.id} ${grid.id}`);
    if (!found || found.areaM2 <= areaSquareMeters(grid.polygon) * SLIVER_SHARE) return null;
    const { code, name } = other;
    const at: [number, number] = [rounded(found.at[0]), rounded(found.at[1])];
    return { code, name, squareMetres: Math.round(found.areaM2), at };
  }
}

function meet(a: BBox, b: BBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
