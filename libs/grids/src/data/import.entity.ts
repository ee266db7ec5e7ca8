import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One file that is being or was taken in. `progress` says where to go on after a restart. */
@Entity('imports')
@Check('imports_state', `state IN ('running', 'finished', 'failed', 'undoing', 'undone')`)
@Index('imports_started', ['startedAt', 'id'])
export class ImportEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'imports_pk' })
  id: string;

  @Column('text')
  kind: string;

  @Column('text')
  fileName: string;

  @Column('text')
  state: 'running' | 'finished' | 'failed' | 'undoing' | 'undone';

  /** The region below which everything must lie; '' is everywhere. */
  @Column('ltree')
  regionPath: string;

  /** What the caller said about the file, and where the caller may import. */
  @Column('jsonb')
  settings: Record<string, unknown>;

  @Column('jsonb')
  progress: Record<string, unknown>;

  @Column('integer', { nullable: true })
  total: number | null;

  @Column('integer', { default: 0 })
  done: number;

  @Column('integer', { default: 0 })
  accepted: number;

  @Column('integer', { default: 0 })
  refused: number;

  /** Why it failed: the code and the sentences of a problem. */
  @Column('jsonb', { nullable: true })
  failure: Record<string, unknown> | null;

  @Column('timestamptz')
  startedAt: Date;

  @Column('uuid')
  startedBy: string;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  @Column('timestamptz')
  toldAt: Date;
}

/** A row or polygon that was not taken in, and why. */
@Entity('import_faults')
@Index('import_faults_import', ['importId', 'position'])
export class ImportFaultEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_faults_pk' })
  id: string;

  @Column('uuid')
  @ForeignKey(() => ImportEntity, { name: 'import_faults_import_fk', onDelete: 'CASCADE' })
  importId: string;

  @Column('integer')
  position: number;

  @Column('text')
  code: string;

  @Column('text', { name: 'column_name', nullable: true })
  column: string | null;

  @Column('text')
  zh: string;

  @Column('text')
  en: string;

  @Column('float8', { nullable: true })
  lng: number | null;

  @Column('float8', { nullable: true })
  lat: number | null;
}

/** What an import did to one thing, so that it can be undone: in the order it was done. */
@Entity('import_rows')
@Index('import_rows_subject', ['importId', 'subjectId'], { unique: true })
export class ImportRowEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_rows_pk' })
  @ForeignKey(() => ImportEntity, { name: 'import_rows_import_fk', onDelete: 'CASCADE' })
  importId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'import_rows_pk' })
  n: number;

  @Column('integer')
  position: number;

  @Column('uuid')
  subjectId: string;

  @Column('text')
  deed: string;

  /** What stood there before, for what was changed. */
  @Column('jsonb', { nullable: true })
  before: Record<string, unknown> | null;
}
