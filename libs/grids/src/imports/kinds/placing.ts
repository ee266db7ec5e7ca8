import { setImmediate as breathe } from 'node:timers/promises';
import { type AreaGeometry } from '@ingrid/geo';
import { isWithin, type Transaction } from '@ingrid/platform';
import * as grids from '../../data/grids.repository.js';
import * as places from '../../data/import-places.repository.js';
import { type GridFacts } from '../../domain/grid-properties.js';
import { nearTo, OverlapPairs } from '../../domain/overlaps.js';
import { childPath } from '../../domain/region-code.js';
import { type KnownRegion } from '../../domain/region-plan.js';
import { fault, type RowFault } from '../../domain/row-faults.js';

/** A feature whose shape and properties are usable. */
export interface Candidate extends GridFacts {
  readonly id: string;
  readonly position: number;
  readonly polygon: AreaGeometry;
}

export interface GridPlace {
  readonly community: KnownRegion;
  readonly path: string;
}

interface Ground {
  readonly pairs: OverlapPairs;
  /** Grids that stand there, and those of the batch that were taken. */
  readonly standing: grids.GridDrawnRow[];
}

/** Finds the community of each grid of a batch and sees that nobody claims its ground. */
export class Placing {
  private readonly taken: Set<string>;

  private constructor(
    private readonly known: ReadonlyMap<string, KnownRegion>,
    private readonly grounds: ReadonlyMap<string, Ground>,
    private readonly scopes: readonly string[],
  ) {
    this.taken = new Set(known.keys());
  }

  static async of(
    tx: Transaction,
    candidates: readonly Candidate[],
    scopes: readonly string[],
  ): Promise<Placing> {
    const codes = candidates.flatMap(({ code, communityCode }) => [code, communityCode ?? '']);
    const known = await places.byCodes(tx.db, codes);
    const communities = known.filter(({ level }) => level === 'community');
    const drawn = await grids.ofCommunities(
      tx.db,
      communities.map(({ id }) => id),
    );
    const grounds = new Map<string, Ground>();
    for (const { id, code } of communities) {
      const own = candidates.filter(({ communityCode }) => communityCode === code);
      const standing = nearTo(
        own,
        drawn.filter(({ communityId }) => communityId === id),
      );
      grounds.set(id, { standing, pairs: new OverlapPairs(own, standing) });
      // Requests go on between two communities.
      await breathe();
    }
    return new Placing(new Map(known.map((region) => [region.code, region])), grounds, scopes);
  }

  place(grid: Candidate): GridPlace | RowFault {
    const { position, communityCode, code } = grid;
    const column = 'communityCode';
    if (communityCode === null) return fault('no_community', { position, column });
    const community = this.known.get(communityCode);
    if (community?.level !== 'community') {
      return fault('unknown_community', { position, column, value: communityCode });
    }
    const path = childPath(community.path, code);
    if (!this.scopes.some((scope) => isWithin(path, scope))) {
      return fault('out_of_scope', { position, column, value: communityCode });
    }
    if (this.taken.has(code)) return fault('code_taken', { position, column: 'code', value: code });
    return this.claim(grid, { community, path });
  }

  private claim(grid: Candidate, place: GridPlace): GridPlace | RowFault {
    const ground = this.grounds.get(place.community.id);
    for (const other of ground?.standing ?? []) {
      const overlap = ground?.pairs.between(grid, other);
      if (overlap) return overlapFault(grid.position, overlap);
    }
    this.taken.add(grid.code);
    const { id, code, name, polygon } = grid;
    ground?.standing.push({ id, code, name, polygon });
    return place;
  }
}

function overlapFault(
  position: number,
  overlap: { name: string; code: string; squareMetres: number; at: readonly [number, number] },
): RowFault {
  const { name, code, squareMetres, at } = overlap;
  return {
    position,
    code: 'overlap',
    zh: `与网格“${name}”（${code}）重叠约 ${squareMetres} 平方米`,
    en: `overlaps the grid “${name}” (${code}) by about ${squareMetres} m²`,
    at,
  };
}
