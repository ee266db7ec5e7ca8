import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** One message to one person. It holds no words: they are made when it is read, in the language of the reader. */
@Entity('notices')
@Unique('notices_once', ['personId', 'seq'])
@Index('notices_of_person', ['personId', 'id'])
@Index('notices_unread', ['personId'], { where: 'read_at IS NULL' })
export class NoticeEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notices_pk' })
  id: string;

  @Column('uuid')
  personId: string;

  /** The activity it tells of. */
  @Column('bigint')
  seq: number;

  @Column('text')
  type: string;

  @Column('text')
  audience: string;

  @Column('text')
  template: string;

  @Column('text')
  subjectType: string;

  @Column('uuid')
  subjectId: string;

  @Column('jsonb')
  data: Record<string, unknown>;

  @Column('timestamptz')
  at: Date;

  @Column('timestamptz', { nullable: true })
  readAt: Date | null;
}
