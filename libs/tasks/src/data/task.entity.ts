import { type TaskKind, type TaskState } from '@ingrid/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One piece of work for one person or unit. It follows its incident's process; it has no course of its own. */
@Entity('tasks')
@Index('tasks_incident', ['incidentId'])
@Index('tasks_open_person', ['personId', 'openedAt'], { where: 'ended_at IS NULL' })
@Index('tasks_open_unit', ['unitId', 'openedAt'], { where: 'ended_at IS NULL' })
@Index('tasks_open_kind', ['kind', 'openedAt'], { where: 'ended_at IS NULL' })
export class TaskEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tasks_pk' })
  id: string;

  @Column('text')
  kind: TaskKind;

  @Column('uuid')
  incidentId: string;

  @Column('text')
  state: TaskState;

  @Column('ltree')
  regionPath: string;

  @Column('uuid', { nullable: true })
  unitId: string | null;

  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz')
  openedAt: Date;

  @Column('timestamptz', { nullable: true })
  acceptedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}
