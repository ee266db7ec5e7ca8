import { type ModuleSchema } from '@ingrid/platform';
import { CreateNotices1790000700000 } from './data/migrations/1790000700000-create-notices.js';
import { NoticeEntity } from './data/notice.entity.js';

export const schema: ModuleSchema = {
  entities: [NoticeEntity],
  migrations: [CreateNotices1790000700000],
};
