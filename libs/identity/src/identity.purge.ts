import { Clock } from '@ingrid/kernel';
import { Config, log, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { purgeOld } from './data/sessions.repository.js';

const EVERY_MS = 3_600_000;
const KEEP_DAYS = 7;

/** Removes sessions that ended a week ago and forgotten log-in attempts; what happened stays in the record. */
@Injectable()
export class IdentityPurge {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Interval(EVERY_MS)
  async tick(): Promise<void> {
    if (!this.config.INGRID_ROLES.includes('worker')) return;
    const before = new Date(this.clock.now().getTime() - KEEP_DAYS * 86_400_000);
    try {
      await this.work.read((db) => purgeOld(db, before));
    } catch (error) {
      log.warn({ error }, 'old sessions not removed, trying again later');
    }
  }
}
