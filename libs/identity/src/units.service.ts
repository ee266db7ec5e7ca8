import { type UnitWire } from '@ingrid/contract';
import { newId, type Page, pageOf } from '@ingrid/kernel';
import {
  type Actor,
  DEFAULT_PAGE,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { insertUnit, listUnits, unitByName } from './data/units.repository.js';
import { RegionDirectory } from './region-directory.js';
import { textAndIdCursor } from './rules.js';

export type NewUnit = Omit<UnitWire, 'id'>;

/** Units: the offices, departments and companies that handle matters. */
@Injectable()
export class UnitsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(RegionDirectory) private readonly regions: RegionDirectory,
  ) {}

  async list(filter: {
    region?: string;
    query?: string;
    cursor?: string;
    limit?: number;
  }): Promise<Page<UnitWire>> {
    const limit = filter.limit ?? DEFAULT_PAGE;
    const rows = await this.work.read((db) =>
      listUnits(db, {
        region: filter.region ?? null,
        query: filter.query ?? null,
        after: textAndIdCursor(filter.cursor),
        limit: limit + 1,
      }),
    );
    return pageOf(rows, limit, (unit) => [unit.name, unit.id]);
  }

  async create(actor: Actor, unit: NewUnit, once?: Once): Promise<UnitWire> {
    return this.work.run(actor, (tx) => this.createIn(tx, unit), once);
  }

  /** @throws units.name_taken, grants.no_such_region */
  async createIn(tx: Transaction, unit: NewUnit): Promise<UnitWire> {
    tx.mustAllow('person.manage', unit);
    await this.regions.mustExist(tx.actor, unit.regionPath);
    const made: UnitWire = {
      id: newId(),
      name: unit.name,
      kind: unit.kind,
      regionPath: unit.regionPath,
    };
    await insertUnit(tx.db, made, tx.now);
    const { id, regionPath } = made;
    tx.record({
      type: 'unit.changed',
      subjectType: 'unit',
      subjectId: id,
      regionPath,
      data: { kind: made.kind },
    });
    return made;
  }

  /** The unit of this name in the region; made when there is none. */
  async ensure(tx: Transaction, unit: NewUnit): Promise<UnitWire> {
    return (await unitByName(tx.db, unit.regionPath, unit.name)) ?? this.createIn(tx, unit);
  }
}
