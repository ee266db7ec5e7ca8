import { Module } from '@nestjs/common';
import { AttachmentsService } from './attachments.service.js';
import { FileKeys } from './file-keys.js';
import { FileStore } from './file-store.js';
import { AttachmentsController } from './http/attachments.controller.js';
import { Leftovers } from './leftovers.js';
import { UploadService } from './upload.service.js';

@Module({
  controllers: [AttachmentsController],
  providers: [FileStore, FileKeys, UploadService, AttachmentsService, Leftovers],
  exports: [AttachmentsService, UploadService, Leftovers],
})
export class AttachmentsModule {}
