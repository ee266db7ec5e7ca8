import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One photo with its custody: what arrived, what is kept, from whom, when, and what it belongs to. */
@Entity('attachments')
@Check(
  'attachments_state',
  `(state = 'fresh' AND subject_id IS NULL) OR (state = 'claimed' AND subject_id IS NOT NULL AND subject_type IS NOT NULL)`,
)
@Index('attachments_subject', ['subjectId'], { where: 'subject_id IS NOT NULL' })
export class AttachmentEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'attachments_pk' })
  id: string;

  @Column('text')
  state: string;

  @Column('text')
  mime: string;

  @Column('integer')
  width: number;

  @Column('integer')
  height: number;

  @Column('integer')
  bytes: number;

  @Column('text')
  sha256: string;

  @Column('text')
  receivedSha256: string;

  @Column('integer')
  receivedBytes: number;

  @Column('uuid', { nullable: true })
  uploadedBy: string | null;

  @Column('timestamptz')
  uploadedAt: Date;

  @Column('text', { nullable: true })
  subjectType: string | null;

  @Column('uuid', { nullable: true })
  subjectId: string | null;

  @Column('ltree', { nullable: true })
  regionPath: string | null;

  @Column('uuid', { nullable: true })
  claimedBy: string | null;

  @Column('timestamptz', { nullable: true })
  claimedAt: Date | null;
}

/** The one secret from which the keys of files are made; all server processes share it. */
@Entity('attachment_secret')
@Check('attachment_secret_one', 'id = 1')
export class AttachmentSecretEntity {
  @PrimaryColumn('smallint', { default: 1, primaryKeyConstraintName: 'attachment_secret_pk' })
  id: number;

  @Column('text')
  secret: string;
}

/** Uploads by the hour and hashed address or person. */
@Entity('upload_counts')
export class UploadCountEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'upload_counts_pk' })
  key: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'upload_counts_pk' })
  hour: Date;

  @Column('integer')
  uploads: number;
}
