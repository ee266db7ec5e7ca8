import { createHash } from 'node:crypto';
import { type Problem } from '@ingrid/kernel';
import { networkPlace } from '@ingrid/kernel';
import { type Actor, Config } from '@ingrid/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { type Suspicion, suspicionsOfText } from './domain/suspicion.js';
import { lettersOf } from './domain/texts.js';
import { incidentProblems } from './incidents.problems.js';

/** Where a report comes from, as far as it helps against floods. Never stored. */
export interface Origin {
  readonly address: string;
  readonly deviceId: string | null;
  readonly phone: string | null;
}

interface Limit {
  readonly limiter: RateLimiterAbstract;
  /** From here on a person looks at the report first; at the limit itself it is refused. */
  readonly soft: number;
  readonly suspicion: Suspicion;
}

type Bucket = 'address' | 'phone' | 'device';

const HOUR = 3_600;
const SOFT_SHARE = 0.5;
const SAME_TEXT_PER_HOUR = 2;
const TRACKING_PER_QUARTER = 40;

/**
 * Floods are slowed without an account wall: much from one address, phone or device is first held for a person to look
 * at, and refused only far beyond. Counted in memory, in Redis where several servers share it.
 */
@Injectable()
export class FloodService implements OnApplicationShutdown {
  private readonly redis: Redis | null;
  private readonly limits = new Map<Bucket, Limit>();
  private readonly texts: RateLimiterAbstract;
  private readonly tracking: RateLimiterAbstract;

  constructor(@Inject(Config) config: Config) {
    this.redis =
      config.REDIS_URL === undefined
        ? null
        : new Redis(config.REDIS_URL, {
            lazyConnect: true,
            enableOfflineQueue: false,
            maxRetriesPerRequest: 1,
          });
    this.redis?.on('error', () => undefined);
    this.add('address', config.INTAKE_PER_ADDRESS_HOUR, 'many_from_address');
    this.add('phone', config.INTAKE_PER_PHONE_HOUR, 'many_from_phone');
    this.add('device', config.INTAKE_PER_DEVICE_HOUR, 'many_from_device');
    this.texts = this.limiter({ keyPrefix: 'intake:text', points: 1_000_000, duration: HOUR });
    this.tracking = this.limiter({
      keyPrefix: 'intake:track',
      points: TRACKING_PER_QUARTER,
      duration: HOUR / 4,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.redis && this.redis.status !== 'wait') await this.redis.quit().catch(() => undefined);
  }

  /**
   * Counts one report and says why a person should look at it first; empty for nearly all.
   * @throws incidents.too_many far beyond the limit.
   */
  async judge(actor: Actor, text: string, origin: Origin): Promise<Suspicion[]> {
    if (isStaff(actor)) return [];
    const found = new Set<Suspicion>(suspicionsOfText(text));
    for (const [bucket, key] of keysOf(actor, origin)) {
      const limit = this.limits.get(bucket);
      if (!limit) continue;
      if ((await count(limit.limiter, key)) > limit.soft) found.add(limit.suspicion);
    }
    const same = `${actor.personId ?? origin.phone ?? networkPlace(origin.address)}:${digestOf(text)}`;
    if ((await count(this.texts, same)) > SAME_TEXT_PER_HOUR) found.add('repeated_text');
    return [...found];
  }

  /** Keeps tracking codes from being guessed; only wrong ones count. @throws incidents.too_many_tries */
  async mayTry(address: string): Promise<void> {
    const spent = await this.tracking.get(networkPlace(address));
    if (spent && spent.consumedPoints >= TRACKING_PER_QUARTER) throw tooManyTries(spent);
  }

  /** @throws incidents.too_many_tries */
  async countWrongCode(address: string): Promise<void> {
    await count(this.tracking, networkPlace(address), tooManyTries);
  }

  private add(bucket: Bucket, points: number, suspicion: Suspicion): void {
    if (points === 0) return;
    const limiter = this.limiter({ keyPrefix: `intake:${bucket}`, points, duration: HOUR });
    this.limits.set(bucket, {
      limiter,
      suspicion,
      soft: Math.max(1, Math.floor(points * SOFT_SHARE)),
    });
  }

  private limiter(options: IRateLimiterOptions): RateLimiterAbstract {
    const memory = new RateLimiterMemory(options);
    // Without its Redis a server goes on counting by itself.
    return this.redis
      ? new RateLimiterRedis({ ...options, storeClient: this.redis, insuranceLimiter: memory })
      : memory;
  }
}

/** Workers and the desk report for a living; the limits are for what comes from outside. */
function isStaff(actor: Actor): boolean {
  return (
    actor.kind === 'system' ||
    actor.holds('incident.report_for') ||
    actor.holds('incident.solve_on_spot') ||
    actor.holds('incident.handle')
  );
}

function keysOf(actor: Actor, origin: Origin): [Bucket, string][] {
  if (actor.personId !== null) return [['device', `person:${actor.personId}`]];
  const keys: [Bucket, string][] = [['address', networkPlace(origin.address)]];
  if (origin.phone !== null) keys.push(['phone', digestOf(origin.phone)]);
  if (origin.deviceId !== null) keys.push(['device', digestOf(origin.deviceId)]);
  return keys;
}

function digestOf(text: string): string {
  return createHash('sha256').update(lettersOf(text)).digest('base64url').slice(0, 22);
}

function tooMany({ msBeforeNext }: RateLimiterRes): Problem {
  return incidentProblems.tooMany({ retryAfterSeconds: secondsOf(msBeforeNext) });
}

function tooManyTries({ msBeforeNext }: RateLimiterRes): Problem {
  return incidentProblems.tooManyTries({ retryAfterSeconds: secondsOf(msBeforeNext) });
}

const secondsOf = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));

async function count(limiter: RateLimiterAbstract, key: string, refuse = tooMany): Promise<number> {
  try {
    return (await limiter.consume(key)).consumedPoints;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw refuse(refusal);
  }
}
