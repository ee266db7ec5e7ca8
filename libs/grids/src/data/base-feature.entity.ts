import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type BaseGeometry, type BaseKind } from '../domain/base-feature.js';
import { ImportEntity } from './import.entity.js';

/** A house, a road or a lake under the grids; nothing but the map hangs on it. */
@Entity('base_features')
@Check('base_features_kind', `kind IN ('building', 'road', 'water', 'park', 'other')`)
@Index('base_features_bbox', { synchronize: false })
@Index('base_features_source', ['source'])
@Index('base_features_import', ['importId'])
export class BaseFeatureEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'base_features_pk' })
  id: string;

  @Column('text')
  kind: BaseKind;

  @Column('text', { nullable: true })
  name: string | null;

  /** GeoJSON, WGS84/CGCS2000. */
  @Column('jsonb')
  geometry: BaseGeometry;

  @Column('box')
  bbox: string;

  /** The longer side of the box in degrees: what is smaller than a pixel is not sent. */
  @Column('float8')
  span: number;

  /** Which file or program it came from; what comes again from there replaces it. */
  @Column('text')
  source: string;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => ImportEntity, { name: 'base_features_import_fk', onDelete: 'RESTRICT' })
  importId: string | null;
}
