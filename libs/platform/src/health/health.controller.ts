import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Public } from '../access/declarations.js';
import { ActivityTail } from '../activity/activity-tail.js';
import { metrics } from './metrics.js';

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(ActivityTail) private readonly tail: ActivityTail,
  ) {}

  @Get('healthz')
  @Public('a supervisor asks whether the process lives')
  alive(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public('a load balancer asks whether requests may come')
  async ready(): Promise<{ status: string; activity: number }> {
    await this.db.query('SELECT 1');
    return { status: 'ok', activity: this.tail.position };
  }

  @Get('metrics')
  @Public('Prometheus scrapes; figures only, no personal data')
  @Header('Content-Type', metrics.contentType)
  async metrics(): Promise<string> {
    return metrics.metrics();
  }
}
