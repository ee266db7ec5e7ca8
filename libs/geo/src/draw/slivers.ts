import type { Position } from 'geojson';
import { areaSquareMeters } from '../measure/area.js';
import { distanceMeters } from '../measure/distance.js';
import type { LngLat } from '../types.js';

export interface SliverLimits {
  readonly minAreaM2: number;
  /** Twice the area divided by the outline: what is thinner is a strip between two carriageways. */
  readonly minWidthMeters: number;
}

interface Cell {
  readonly members: number[];
  areaM2: number;
  outlineMeters: number;
  /** Metres of border shared with each neighbour. */
  readonly shared: Map<Cell, number>;
}

/**
 * Groups faces so that none is too small or too thin: the smallest first, each joined to the neighbour with which it
 * shares the longest border. Faces must share their borders point by point. Answers with groups of face numbers.
 */
export function groupSlivers(faces: readonly Position[][][], limits: SliverLimits): number[][] {
  const cells = new Set(cellsOf(faces));
  for (;;) {
    const smallest = smallestSliver(cells, limits);
    if (smallest === undefined) break;
    join(smallest, longestNeighbour(smallest));
    cells.delete(smallest);
  }
  return [...cells].map(({ members }) => members);
}

function smallestSliver(cells: Iterable<Cell>, limits: SliverLimits): Cell | undefined {
  let smallest: Cell | undefined;
  for (const cell of cells) {
    if (cell.shared.size === 0 || !isSliver(cell, limits)) continue;
    if (smallest === undefined || cell.areaM2 < smallest.areaM2) smallest = cell;
  }
  return smallest;
}

function isSliver({ areaM2, outlineMeters }: Cell, limits: SliverLimits): boolean {
  return areaM2 < limits.minAreaM2 || (2 * areaM2) / outlineMeters < limits.minWidthMeters;
}

function longestNeighbour(cell: Cell): Cell {
  return [...cell.shared].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function join(from: Cell, into: Cell): void {
  into.members.push(...from.members);
  into.areaM2 += from.areaM2;
  into.outlineMeters += from.outlineMeters - 2 * (from.shared.get(into) ?? 0);
  for (const [neighbour, meters] of from.shared) {
    neighbour.shared.delete(from);
    if (neighbour === into) continue;
    const total = (into.shared.get(neighbour) ?? 0) + meters;
    into.shared.set(neighbour, total);
    neighbour.shared.set(into, total);
  }
}

function cellsOf(faces: readonly Position[][][]): Cell[] {
  const owners = new Map<string, Cell>();
  return faces.map((coordinates, number) => {
    const areaM2 = areaSquareMeters({ type: 'Polygon', coordinates });
    const cell: Cell = { members: [number], areaM2, outlineMeters: 0, shared: new Map() };
    for (const ring of coordinates) {
      ring.slice(1).forEach((to, at) => {
        addEdge(owners, cell, [ring[at] ?? to, to]);
      });
    }
    return cell;
  });
}

/** The second owner of an edge is the neighbour of the first. */
function addEdge(
  owners: Map<string, Cell>,
  cell: Cell,
  [from, to]: readonly [Position, Position],
): void {
  const meters = distanceMeters(placeOf(from), placeOf(to));
  cell.outlineMeters += meters;
  const key = [from.join(' '), to.join(' ')].sort().join(' ');
  const other = owners.get(key);
  owners.set(key, cell);
  if (other === undefined || other === cell) return;
  cell.shared.set(other, (cell.shared.get(other) ?? 0) + meters);
  other.shared.set(cell, (other.shared.get(cell) ?? 0) + meters);
}

function placeOf([x = NaN, y = NaN]: Position): LngLat {
  return [x, y];
}
