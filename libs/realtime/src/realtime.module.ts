import { Module } from '@nestjs/common';
import { Hub } from './hub.js';
import { LiveGateway } from './live.gateway.js';
import { RoomRights } from './room-rights.js';
import { Subscriptions } from './subscriptions.js';

@Module({ providers: [Hub, RoomRights, Subscriptions, LiveGateway] })
export class RealtimeModule {}
