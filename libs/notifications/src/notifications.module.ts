import { IdentityModule } from '@ingrid/identity';
import { Module } from '@nestjs/common';
import { NoticesController } from './http/notices.controller.js';
import { NoticesService } from './notices.service.js';
import { Recipients } from './recipients.js';

@Module({
  imports: [IdentityModule],
  controllers: [NoticesController],
  providers: [Recipients, NoticesService],
})
export class NotificationsModule {}
