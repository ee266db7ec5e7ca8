import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { UnitEntity } from './unit.entity.js';

@Entity('people')
@Unique('people_login_once', ['login'])
@Check('people_login_lower', `login = lower(login)`)
@Check('people_state', `state IN ('active', 'suspended')`)
@Check('people_language', `language IN ('zh', 'en')`)
@Index('people_by_name', { synchronize: false })
@Index('people_name_words', { synchronize: false })
export class PersonEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'people_pk' })
  id: string;

  @Column('text', { nullable: true })
  login: string | null;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  phone: string | null;

  @Index('people_unit')
  @Column('uuid', { nullable: true })
  unitId: string | null;

  @ManyToOne(() => UnitEntity, { nullable: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'unit_id', foreignKeyConstraintName: 'people_unit_fk' })
  unit: Relation<UnitEntity> | null;

  @Column('text', { nullable: true })
  passwordHash: string | null;

  @Column('text', { default: 'zh' })
  language: string;

  @Column('text', { default: 'active' })
  state: string;

  @Column('timestamptz')
  createdAt: Date;

  /** Null for those the platform itself made. */
  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
