import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { PersonEntity } from './person.entity.js';

/** A named list of verbs. `shipped` is what the program last brought, so that new verbs reach an edited role once. */
@Entity('roles')
export class RoleEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'roles_pk' })
  code: string;

  @Column('text')
  zh: string;

  @Column('text')
  en: string;

  @Column('text', { array: true })
  verbs: string[];

  @Column('text', { array: true })
  shipped: string[];

  @Column('integer', { default: 1 })
  version: number;

  /** The activity log names its subjects by uuid. */
  @Column('uuid')
  id: string;
}

/** A role for a person in a region subtree, from a moment to a moment. */
@Entity('grants')
@Check('grants_dates', 'valid_to >= valid_from')
@Index('grants_region', { synchronize: false })
export class GrantEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'grants_pk' })
  id: string;

  @Index('grants_person')
  @Column('uuid')
  personId: string;

  @ManyToOne(() => PersonEntity, { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'grants_person_fk' })
  person: Relation<PersonEntity>;

  @Column('text')
  role: string;

  @ManyToOne(() => RoleEntity, { nullable: false, onDelete: 'RESTRICT' })
  @JoinColumn({
    name: 'role',
    referencedColumnName: 'code',
    foreignKeyConstraintName: 'grants_role_fk',
  })
  roleRow: Relation<RoleEntity>;

  @Column('ltree')
  regionPath: string;

  @Column('timestamptz')
  validFrom: Date;

  @Column('timestamptz', { nullable: true })
  validTo: Date | null;

  @Column('uuid', { nullable: true })
  givenBy: string | null;

  @Column('timestamptz')
  givenAt: Date;
}
