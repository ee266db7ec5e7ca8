import { type StaffPost } from '@ingrid/contract';
import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegionEntity } from './region.entity.js';

/** 网格力量: who works in a grid, in which post, from when to when. */
@Entity('grid_staff')
@Check('grid_staff_dates', 'ends_at IS NULL OR ends_at >= starts_at')
@Index('grid_staff_grid', ['gridId', 'endsAt'])
@Index('grid_staff_person', ['personId', 'endsAt'])
@Exclusion(
  'grid_staff_once',
  'USING gist (person_id WITH =, grid_id WITH =, post WITH =, tstzrange(starts_at, ends_at) WITH &&)',
)
export class GridStaffEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'grid_staff_pk' })
  id: string;

  @Column('uuid')
  personId: string;

  @Column('uuid')
  @ForeignKey(() => RegionEntity, { name: 'grid_staff_grid_fk', onDelete: 'RESTRICT' })
  gridId: string;

  @Column('text')
  post: StaffPost;

  /** The number that stands on the public grid card; never a private one by itself. */
  @Column('text', { nullable: true })
  workPhone: string | null;

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz', { nullable: true })
  endsAt: Date | null;
}
