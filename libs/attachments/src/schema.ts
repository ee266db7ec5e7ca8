import { type ModuleSchema } from '@ingrid/platform';
import {
  AttachmentEntity,
  AttachmentSecretEntity,
  UploadCountEntity,
} from './data/attachment.entity.js';
import { CreateAttachments1790000300000 } from './data/migrations/1790000300000-create-attachments.js';

export const schema: ModuleSchema = {
  entities: [AttachmentEntity, AttachmentSecretEntity, UploadCountEntity],
  migrations: [CreateAttachments1790000300000],
};
