import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** One row of the append-only record; `seq` is explained in `activity/README` of this module's page. */
@Entity('activity')
@Index('activity_subject', ['subjectId', 'seq'])
@Index('activity_actor', ['actorId', 'seq'])
@Index('activity_type', ['type', 'seq'])
@Index('activity_region', ['regionPath', 'seq'])
@Index('activity_at', { synchronize: false })
export class ActivityEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'activity_pk' })
  seq: number;

  @Column('uuid')
  id: string;

  @Column('text')
  type: string;

  @Column('text')
  subjectType: string;

  @Column('uuid')
  subjectId: string;

  @Column('ltree')
  regionPath: string;

  @Column('uuid', { nullable: true })
  actorId: string | null;

  @Column('timestamptz')
  at: Date;

  @Column('jsonb')
  data: Record<string, unknown>;
}

@Entity('activity_epoch')
@Check('activity_epoch_one', 'id = 1')
export class ActivityEpochEntity {
  @PrimaryColumn('smallint', { default: 1, primaryKeyConstraintName: 'activity_epoch_pk' })
  id: number;

  @Column('bigint')
  base: number;
}

@Entity('reader_positions')
export class ReaderPositionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reader_positions_pk' })
  reader: string;

  @Column('bigint')
  seq: number;

  @Column('timestamptz')
  movedAt: Date;

  @Column('integer', { default: 0 })
  failures: number;

  @Column('text', { nullable: true })
  lastError: string | null;
}

@Entity('timers')
@Unique('timers_once', ['kind', 'subjectId', 'name'])
@Index('timers_due', ['dueAt'])
export class TimerEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'timers_pk' })
  id: string;

  @Column('text')
  kind: string;

  @Column('uuid')
  subjectId: string;

  @Column('text')
  name: string;

  @Column('timestamptz')
  dueAt: Date;

  @Column('jsonb')
  data: Record<string, unknown>;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('text', { nullable: true })
  lastError: string | null;
}

@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' })
  scope: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' })
  key: string;

  @Column('text')
  fingerprint: string;

  @Column('jsonb', { nullable: true })
  answer: unknown;

  @Column('timestamptz')
  createdAt: Date;
}
