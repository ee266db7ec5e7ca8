/** Wire shapes the app reads that are not in `@ingrid/contract`. Everything else is imported from there. */
export type { AttachmentWire, ConfigWire, UploadWire } from '@ingrid/contract';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface NoticeWire {
  id: string;
  at: string;
  words: string;
  subjectType: string | null;
  subjectId: string | null;
  readAt: string | null;
}
