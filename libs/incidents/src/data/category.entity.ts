import { type QuestionWire } from '@ingrid/contract';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

@Entity('categories')
@Check('categories_family', `family IN ('component', 'event', 'grid')`)
export class CategoryEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'categories_pk' })
  code: string;

  @Column('text', { nullable: true })
  @ForeignKey(() => CategoryEntity, { name: 'categories_parent_fk' })
  parentCode: string | null;

  @Column('text')
  family: string;

  @Column('text')
  name: string;

  @Column('jsonb')
  questions: QuestionWire[];

  /** How far apart two matters of this kind may lie and still be the same one. */
  @Column('integer')
  nearMetres: number;

  @Column('integer')
  position: number;

  /** Number of the import that wrote it last. */
  @Column('integer')
  version: number;

  @Column('boolean', { default: false })
  retired: boolean;
}

/** 立案标准; limits are local rules, therefore data. */
@Entity('case_standards')
@Index('case_standards_once', { synchronize: false })
export class CaseStandardEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_standards_pk' })
  id: string;

  @Column('text')
  @ForeignKey(() => CategoryEntity, { name: 'case_standards_category_fk' })
  categoryCode: string;

  @Column('text')
  condition: string;

  @Column('text')
  closing: string;

  @Column('jsonb')
  limits: Record<string, unknown>;

  @Column('text', { nullable: true })
  responsible: string | null;

  @Column('text', { nullable: true })
  supervising: string | null;

  @Column('text', { nullable: true })
  evidence: string | null;

  @Column('text', { nullable: true })
  legalBasis: string | null;

  @Column('text', { nullable: true })
  source: string | null;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  @Column('boolean', { default: false })
  retired: boolean;
}

/** Every set of categories as it was imported: an earlier state can always be seen and imported again. */
@Entity('category_imports')
export class CategoryImportEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'category_imports_pk' })
  version: number;

  @Column('text')
  origin: string;

  @Column('jsonb')
  document: Record<string, unknown>;

  @Column('uuid', { nullable: true })
  importedBy: string | null;

  @Column('timestamptz')
  importedAt: Date;
}

/** A published process never changes: a running incident stays on the version it began with. */
@Entity('process_definitions')
export class ProcessDefinitionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'process_definitions_pk' })
  id: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'process_definitions_pk' })
  version: number;

  @Column('jsonb')
  document: Record<string, unknown>;

  @Column('timestamptz')
  publishedAt: Date;
}
