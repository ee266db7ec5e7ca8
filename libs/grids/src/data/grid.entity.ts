import { type AreaGeometry } from '@ingrid/geo';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegionEntity } from './region.entity.js';

/** What a region of level grid has besides its place in the tree. */
@Entity('grids')
@Check('grids_kind', `kind IN ('general', 'special')`)
@Check('grids_area', 'area_m2 > 0')
@Check('grids_households', 'households >= 0')
@Index('grids_bbox', { synchronize: false })
export class GridEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'grids_pk' })
  @ForeignKey(() => RegionEntity, { name: 'grids_region_fk', onDelete: 'RESTRICT' })
  regionId: string;

  @Column('text')
  kind: 'general' | 'special';

  /** GeoJSON, WGS84/CGCS2000. */
  @Column('jsonb')
  polygon: AreaGeometry;

  @Column('box')
  bbox: string;

  @Column('bigint', { name: 'area_m2' })
  areaM2: number;

  @Column('text', { nullable: true })
  extent: string | null;

  @Column('integer', { nullable: true })
  households: number | null;

  @Column('text', { nullable: true })
  supervisionPhone: string | null;

  @Column('timestamptz')
  publishedAt: Date;
}
