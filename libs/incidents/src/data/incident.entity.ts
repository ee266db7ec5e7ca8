import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** The shape of the rows, for the drift check; every query is written out in the repositories. */
@Entity('incidents')
@Unique('incidents_number', ['number'])
@Check('incidents_moderation', `moderation IN ('held', 'discarded')`)
@Index('incidents_reported', ['reportedAt', 'id'])
@Index('incidents_region', ['regionId', 'reportedAt', 'id'])
@Index('incidents_near', ['cell', 'reportedAt'])
@Index('incidents_reporter', { synchronize: false })
@Index('incidents_due', { synchronize: false })
@Index('incidents_open', { synchronize: false })
@Index('incidents_open_place', { synchronize: false })
@Index('incidents_held', { synchronize: false })
@Index('incidents_merged', { synchronize: false })
@Index('incidents_assignee', { synchronize: false })
@Index('incidents_unit', { synchronize: false })
@Index('incidents_closed', { synchronize: false })
@Index('incidents_closed_place', { synchronize: false })
@Index('incidents_words', { synchronize: false })
export class IncidentEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'incidents_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  number: string;

  @Column('text')
  definitionId: string;

  @Column('integer')
  definitionVersion: number;

  @Column('text')
  state: string;

  @Column('text', { nullable: true })
  ending: string | null;

  @Column('text')
  source: string;

  @Column('text')
  title: string;

  @Column('text')
  description: string;

  @Column('text', { nullable: true })
  categoryCode: string | null;

  @Column('uuid', { nullable: true })
  standardId: string | null;

  @Column('uuid', { nullable: true })
  regionId: string | null;

  @Column('ltree')
  regionPath: string;

  @Column('point', { nullable: true })
  location: unknown;

  /** Number of the square of about 110 metres in which the place lies. */
  @Column('bigint', { nullable: true })
  cell: number | null;

  @Column('text', { nullable: true })
  address: string | null;

  @Column('jsonb', { nullable: true })
  answers: Record<string, string> | null;

  @Column('uuid', { nullable: true })
  reporterId: string | null;

  /** The desk operator who wrote it down for a caller. */
  @Column('uuid', { nullable: true })
  reportedById: string | null;

  @Column('text', { nullable: true })
  contactName: string | null;

  @Column('text', { nullable: true })
  contactPhone: string | null;

  @Column('text', { nullable: true })
  trackingHash: string | null;

  @Column('uuid', { array: true })
  attachmentIds: string[];

  @Column('uuid', { nullable: true })
  assigneeUnitId: string | null;

  @Column('uuid', { nullable: true })
  assigneePersonId: string | null;

  @Column('uuid', { nullable: true })
  duplicateOfId: string | null;

  @Column('jsonb')
  clocks: Record<string, unknown>;

  /** Due moment of the most urgent running clock; with `approachingAt` and `paused` a list is filtered by colour. */
  @Column('timestamptz', { nullable: true })
  dueAt: Date | null;

  @Column('timestamptz', { nullable: true })
  approachingAt: Date | null;

  @Column('boolean', { default: false })
  paused: boolean;

  @Column('integer')
  photos: number;

  @Column('integer', { default: 0 })
  followers: number;

  /** Number of rows in `incident_moves`. */
  @Column('integer', { default: 0 })
  moves: number;

  /** `held` until somebody looked at a suspicious report; null for everything ordinary. */
  @Column('text', { nullable: true })
  moderation: string | null;

  @Column('jsonb', { nullable: true })
  moderationReasons: string[] | null;

  @Column('timestamptz')
  reportedAt: Date;

  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}

@Entity('incident_moves')
@Check('incident_moves_kind', `kind IN ('move', 'note')`)
export class IncidentMoveEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'incident_moves_pk' })
  @ForeignKey(() => IncidentEntity, { name: 'incident_moves_incident_fk', onDelete: 'CASCADE' })
  incidentId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'incident_moves_pk' })
  n: number;

  /** A `note` is work that came too late to be a move; it is no part of the history the engine judges by. */
  @Column('text')
  kind: string;

  @Column('text')
  move: string;

  @Column('text')
  fromState: string;

  @Column('text')
  toState: string;

  @Column('uuid', { nullable: true })
  actorId: string | null;

  @Column('text')
  actorKind: string;

  @Column('timestamptz')
  at: Date;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('uuid', { array: true })
  attachmentIds: string[];

  @Column('uuid', { nullable: true })
  assigneeUnitId: string | null;

  @Column('uuid', { nullable: true })
  assigneePersonId: string | null;

  /** When it was really done, for work sent later from a phone without a network. */
  @Column('timestamptz', { nullable: true })
  doneAt: Date | null;
}

@Entity('incident_followers')
@Unique('incident_followers_person', ['incidentId', 'personId'])
@Unique('incident_followers_phone', ['incidentId', 'phone'])
@Index('incident_followers_mine', ['personId', 'since'])
export class IncidentFollowerEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'incident_followers_pk' })
  id: string;

  @Column('uuid')
  @ForeignKey(() => IncidentEntity, { name: 'incident_followers_incident_fk', onDelete: 'CASCADE' })
  incidentId: string;

  @Column('uuid', { nullable: true })
  personId: string | null;

  @Column('text', { nullable: true })
  phone: string | null;

  @Column('text', { nullable: true })
  trackingHash: string | null;

  @Column('timestamptz')
  since: Date;
}

@Entity('incident_numbers')
export class IncidentNumberEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'incident_numbers_pk' })
  prefix: string;

  @Column('integer')
  next: number;
}
