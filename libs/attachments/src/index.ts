export { AttachmentsModule } from './attachments.module.js';
export { attachmentProblems } from './attachments.problems.js';
export {
  AttachmentsService,
  MOST_PER_CLAIM,
  type Reader,
  type Subject,
} from './attachments.service.js';
export { Leftovers } from './leftovers.js';
export { LARGEST_PHOTO, UploadService, type Arriving } from './upload.service.js';
