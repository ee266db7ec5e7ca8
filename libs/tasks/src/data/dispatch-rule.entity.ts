import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 派遣规则: category × region → exactly one of unit, person or the worker of the grid. */
@Entity('dispatch_rules')
@Index('dispatch_rules_place', ['regionPath', 'categoryCode'], {
  unique: true,
  where: 'ended_at IS NULL',
})
@Check('dispatch_rules_one_target', `(num_nonnulls(unit_id, person_id) + grid_worker::int) = 1`)
export class DispatchRuleEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispatch_rules_pk' })
  id: string;

  /** '' for every category. */
  @Column('text')
  categoryCode: string;

  @Column('ltree')
  regionPath: string;

  @Column('uuid', { nullable: true })
  unitId: string | null;

  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('boolean')
  gridWorker: boolean;

  @Column('boolean')
  automatic: boolean;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}
