import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** 单位: an office, a department or a company that handles matters in a region. */
@Entity('units')
@Unique('units_name_once', ['regionPath', 'name'])
@Check('units_kind', `kind IN ('street', 'community', 'department', 'company')`)
@Index('units_region', { synchronize: false })
export class UnitEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'units_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: string;

  @Column('ltree')
  regionPath: string;

  @Column('timestamptz')
  createdAt: Date;
}
