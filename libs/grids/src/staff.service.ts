import { type GridCardWire, type StaffPost } from '@ingrid/contract';
import { Clock, newId } from '@ingrid/kernel';
import { type Appointee, IdentityService } from '@ingrid/identity';
import {
  accessProblems,
  type Actor,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { GridStaffEntity } from './data/grid-staff.entity.js';
import * as regions from './data/regions.repository.js';
import * as staff from './data/staff.repository.js';
import { type StaffRow } from './data/staff.repository.js';
import { gridsProblems } from './grids.problems.js';

interface StaffTerms {
  readonly gridId: string;
  readonly post: StaffPost;
  /** The number for the public card; without one the card shows none. */
  readonly workPhone?: string;
  readonly from?: Date;
  readonly to?: Date;
}

export type NewStaff = Appointee & StaffTerms;

/** An assignment as staff see it. */
export interface StaffView {
  id: string;
  gridId: string;
  personId: string;
  personName: string;
  post: StaffPost;
  workPhone: string | null;
  from: string;
  to: string | null;
}

/** 网格力量: several people in a grid, several grids for a person, each in a post from a day to a day. */
@Injectable()
export class StaffService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /** Who serves in the grid at a moment (now when not given). */
  async staffOf(gridId: string, at: Date = this.clock.now()): Promise<StaffRow[]> {
    return this.work.read((db) => staff.ofGrid(db, gridId, at));
  }

  /** The assignments of a person at a moment (now when not given). */
  async gridsOf(personId: string, at: Date = this.clock.now()): Promise<StaffRow[]> {
    return this.work.read((db) => staff.ofPerson(db, personId, at));
  }

  async list(actor: Actor, gridId: string): Promise<StaffView[]> {
    const rows = await this.work.read(async (db) => {
      const grid = await regions.byId(db, gridId);
      if (grid?.level !== 'grid') throw gridsProblems.gridNotFound({});
      if (!actor.allows('region.read', grid.path))
        throw accessProblems.forbidden({ verb: 'region.read' });
      return staff.currentAndComing(db, gridId, this.clock.now());
    });
    return this.views(rows);
  }

  async cardOf(gridId: string): Promise<GridCardWire['workers']> {
    const rows = await this.staffOf(gridId);
    const names = await this.identity.namesOf(rows.map((row) => row.personId));
    return rows.flatMap(({ personId, post, workPhone }) => {
      const name = names.get(personId);
      return name === undefined ? [] : [{ name, post, phone: workPhone }];
    });
  }

  async assign(actor: Actor, request: NewStaff, once?: Once): Promise<StaffView> {
    const row = await this.work.run(actor, (tx) => this.assignIn(tx, request), once);
    const [view] = await this.views([
      { ...row, startsAt: new Date(row.startsAt), endsAt: row.endsAt && new Date(row.endsAt) },
    ]);
    if (!view) throw gridsProblems.staffNotFound({});
    return view;
  }

  /** For use cases that do more than this; asks leave and records. @throws grids.person_not_found */
  async assignIn(tx: Transaction, request: NewStaff): Promise<StaffRow> {
    const { gridId, post } = request;
    const grid = await regions.lockShared(tx.db, gridId);
    if (grid?.level !== 'grid') throw gridsProblems.gridNotFound({});
    tx.mustAllow('staff.manage', { regionPath: grid.path });
    const personId = await this.identity.findAppointee(tx, request, 'staff.manage');
    if (personId === null) throw gridsProblems.personNotFound({});
    const startsAt = request.from ?? tx.now;
    const endsAt = request.to ?? null;
    if (endsAt && endsAt < startsAt) throw gridsProblems.staffDates({});
    const row = {
      id: newId(),
      gridId,
      personId,
      post,
      workPhone: request.workPhone ?? null,
      startsAt,
      endsAt,
    };
    await staff.insert(tx.db, Object.assign(new GridStaffEntity(), row));
    tx.record({
      type: 'staff.assigned',
      subjectType: 'grid',
      subjectId: gridId,
      regionPath: grid.path,
      data: { staffId: row.id, personId, post },
    });
    return { ...row, gridPath: grid.path };
  }

  /** Ends an assignment now; it stays in the history of the grid. */
  async end(actor: Actor, staffId: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const row = await staff.lock(tx.db, staffId);
      if (!row || (row.endsAt && row.endsAt <= tx.now)) throw gridsProblems.staffNotFound({});
      tx.mustAllow('staff.manage', { regionPath: row.gridPath });
      await staff.end(tx.db, staffId, tx.now);
      tx.record({
        type: 'staff.ended',
        subjectType: 'grid',
        subjectId: row.gridId,
        regionPath: row.gridPath,
        data: { staffId, personId: row.personId, post: row.post },
      });
    });
  }

  private async views(rows: readonly StaffRow[]): Promise<StaffView[]> {
    const names = await this.identity.namesOf(rows.map((row) => row.personId));
    return rows.map((row) => ({
      id: row.id,
      gridId: row.gridId,
      personId: row.personId,
      personName: names.get(row.personId) ?? '',
      post: row.post,
      workPhone: row.workPhone,
      from: row.startsAt.toISOString(),
      to: row.endsAt?.toISOString() ?? null,
    }));
  }
}
