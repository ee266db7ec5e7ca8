import {
  type BBox,
  type GridChanges,
  GridIndex,
  type GridShape,
  type NearestGrid,
} from '@ingrid/geo';
import { parentPathOf } from './region-code.js';

interface Shard {
  readonly index: GridIndex;
  readonly box: BBox;
  readonly ids: ReadonlySet<string>;
}

/**
 * The grids of a whole city as one index per street. A changed grid costs the rebuilding of its street alone, and a
 * server that loads thousands can answer requests between two streets.
 */
export class GridShards {
  private constructor(
    private readonly shards: ReadonlyMap<string, Shard>,
    private readonly list: readonly Shard[],
  ) {}

  static readonly empty = new GridShards(new Map(), []);

  get size(): number {
    return this.list.reduce((sum, shard) => sum + shard.index.size, 0);
  }

  /** Ids of grids whose polygon could not be taken in. */
  get leftOut(): string[] {
    return this.list.flatMap((shard) => [...shard.index.leftOut]);
  }

  /** The one grid a point belongs to, or null. Where two streets touch in the point, the smaller id. */
  locate(lng: number, lat: number): string | null {
    let found: string | null = null;
    for (const { box, index } of this.list) {
      if (lng < box[0] || lng > box[2] || lat < box[1] || lat > box[3]) continue;
      const id = index.locate(lng, lat);
      if (id !== null && (found === null || id < found)) found = id;
    }
    return found;
  }

  /** The grid holding the point, or the one whose edge is nearest within so many metres. */
  nearest(lng: number, lat: number, maxMeters: number): NearestGrid | null {
    const holder = this.locate(lng, lat);
    if (holder !== null) return { id: holder, meters: 0 };
    let best: NearestGrid | null = null;
    for (const { index } of this.list) {
      const near = index.nearest(lng, lat, best?.meters ?? maxMeters);
      if (near && (best === null || near.meters < best.meters)) best = near;
    }
    return best;
  }

  /** A new state with the changes; `pause` is awaited between two streets. Paths must be given with every grid put. */
  async with(changes: GridChanges, pause: () => Promise<void>): Promise<GridShards> {
    const shards = new Map(this.shards);
    const moved = new Set([...(changes.remove ?? []), ...(changes.put ?? []).map(({ id }) => id)]);
    const put = byStreet(changes.put ?? []);
    const touched = new Set(put.keys());
    for (const [street, shard] of this.shards) {
      if ([...moved].some((id) => shard.ids.has(id))) touched.add(street);
    }
    for (const street of touched) {
      const old = shards.get(street);
      const made = rebuilt(old, put.get(street) ?? [], moved);
      if (made === null) shards.delete(street);
      else shards.set(street, made);
      await pause();
    }
    return new GridShards(shards, [...shards.values()]);
  }
}

function rebuilt(
  old: Shard | undefined,
  put: readonly GridShape[],
  moved: ReadonlySet<string>,
): Shard | null {
  const remove = [...(old?.ids ?? [])].filter((id) => moved.has(id));
  const ids = new Set([...(old?.ids ?? []), ...put.map(({ id }) => id)]);
  const again = new Set(put.map(({ id }) => id));
  for (const id of remove) if (!again.has(id)) ids.delete(id);
  if (ids.size === 0) return null;
  const index = old ? old.index.with({ put, remove }) : GridIndex.build(put);
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const id of ids) widen(box, index.bboxOf(id));
  return { index, ids, box };
}

function widen(box: [number, number, number, number], by: BBox | undefined): void {
  if (!by) return;
  box[0] = Math.min(box[0], by[0]);
  box[1] = Math.min(box[1], by[1]);
  box[2] = Math.max(box[2], by[2]);
  box[3] = Math.max(box[3], by[3]);
}

function byStreet(shapes: readonly GridShape[]): Map<string, GridShape[]> {
  const streets = new Map<string, GridShape[]>();
  for (const shape of shapes) {
    const street = streetOf(shape.path ?? '');
    const group = streets.get(street);
    if (group) group.push(shape);
    else streets.set(street, [shape]);
  }
  return streets;
}

/** A grid lies in a community, and that in a street. */
function streetOf(gridPath: string): string {
  return parentPathOf(parentPathOf(gridPath));
}
