import { type RegionLevel } from '@ingrid/contract';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ImportEntity } from './import.entity.js';

/** One node of the tree of places. A region that ended keeps its row: what happened there keeps its place. */
@Entity('regions')
@Check('regions_level', `level IN ('province', 'city', 'district', 'street', 'community', 'grid')`)
@Check('regions_valid', 'valid_to IS NULL OR valid_to >= valid_from')
@Index('regions_current_code', ['code'], { unique: true, where: 'valid_to IS NULL' })
@Index('regions_current_path', ['path'], { unique: true, where: 'valid_to IS NULL' })
@Index('regions_parent', ['parentId', 'code'])
// Kinds of index TypeORM does not know; they stand in the migration.
@Index('regions_path_tree', { synchronize: false })
@Index('regions_name_words', { synchronize: false })
export class RegionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'regions_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text')
  level: RegionLevel;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => RegionEntity, { name: 'regions_parent_fk', onDelete: 'RESTRICT' })
  parentId: string | null;

  /** Codes from the root, joined by dots. */
  @Column('ltree')
  path: string;

  @Column('timestamptz')
  validFrom: Date;

  @Column('timestamptz', { nullable: true })
  validTo: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => ImportEntity, { name: 'regions_import_fk', onDelete: 'RESTRICT' })
  importId: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
