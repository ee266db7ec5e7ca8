import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { PersonEntity } from './person.entity.js';

/** A log-in. Only the SHA-256 of the token is kept, so that a copy of the database opens no session. */
@Entity('sessions')
@Unique('sessions_token_once', ['tokenHash'])
export class SessionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pk' })
  id: string;

  @Column('text')
  tokenHash: string;

  @Index('sessions_person')
  @Column('uuid')
  personId: string;

  @ManyToOne(() => PersonEntity, { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'sessions_person_fk' })
  person: Relation<PersonEntity>;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  /** Coarse: written at most every few minutes. */
  @Column('timestamptz')
  seenAt: Date;

  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;
}

/** Failed log-ins by hashed login name or hashed address; also for names that nobody has. */
@Entity('login_attempts')
export class LoginAttemptEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_attempts_pk' })
  key: string;

  @Column('integer')
  failures: number;

  @Column('timestamptz')
  lastAt: Date;

  @Column('timestamptz', { nullable: true })
  lockedUntil: Date | null;
}
