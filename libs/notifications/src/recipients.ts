import { type ActivityWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { Subjects } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AUDIENCE_VERBS, type Telling } from './domain/telling.js';

const KEPT = 2_000;
const KEPT_MS = 10_000;
const MOST = 200;

/** Turns an audience into people. */
@Injectable()
export class Recipients {
  private readonly holders = new LRUCache<string, string[]>({ max: KEPT, ttl: KEPT_MS });

  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(Subjects) private readonly subjects: Subjects,
  ) {}

  async of(telling: Telling, row: ActivityWire): Promise<string[]> {
    const people = await this.everybody(telling, row);
    // Nobody is told of what he or she has just done.
    return [...new Set(people)].filter((id) => id !== row.actorId).slice(0, MOST);
  }

  private async everybody(telling: Telling, row: ActivityWire): Promise<readonly string[]> {
    if (telling.audience === 'reporter') return idsIn(row.data['reporterId']);
    if (telling.audience === 'followers') {
      const named = idsIn(row.data['followerIds']);
      return named.length > 0 ? named : this.subjects.followersOf(row.subjectType, row.subjectId);
    }
    if (telling.audience === 'assignee') return this.assignees(telling, row);
    return this.holdersOf(telling.audience, row.regionPath);
  }

  private async assignees(telling: Telling, row: ActivityWire): Promise<readonly string[]> {
    const person =
      telling.personId ?? (telling.unitId === null ? idsIn(row.data['assigneeId'])[0] : undefined);
    if (person !== undefined) return [person];
    const unit = telling.unitId ?? row.data['unitId'];
    return typeof unit === 'string' ? this.identity.peopleOfUnit(unit) : [];
  }

  /** Administrators hold every verb everywhere; they are told only where nobody else would be. */
  private async holdersOf(audience: string, path: string): Promise<string[]> {
    const verb = AUDIENCE_VERBS[audience];
    if (verb === undefined) return [];
    const key = `${verb} ${path}`;
    const kept = this.holders.get(key);
    if (kept) return kept;
    const all = await this.identity.holdersOf(verb, path);
    const administrators = new Set(await this.identity.holdersOf('role.manage', path));
    const others = all.filter((id) => !administrators.has(id));
    const people = others.length > 0 ? others : all;
    this.holders.set(key, people);
    return people;
  }
}

function idsIn(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((id): id is string => typeof id === 'string');
}
