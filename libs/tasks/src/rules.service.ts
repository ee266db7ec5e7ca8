import { type DispatchRuleWire } from '@ingrid/contract';
import { RegionsService } from '@ingrid/grids';
import { IdentityService } from '@ingrid/identity';
import { IncidentsService } from '@ingrid/incidents';
import { newId } from '@ingrid/kernel';
import {
  type Actor,
  mapConstraint,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { DispatchRuleEntity } from './data/dispatch-rule.entity.js';
import { RulesRepository } from './data/rules.repository.js';
import { bestRule } from './domain/best-rule.js';
import { TargetsService } from './targets.service.js';
import { taskProblems } from './tasks.problems.js';

mapConstraint('dispatch_rules_place', () => taskProblems.ruleExists({}));
mapConstraint('dispatch_rules_one_target', () => taskProblems.ruleTarget({}));

export interface NewRule {
  readonly categoryCode: string | null;
  readonly regionPath: string;
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly gridWorker: boolean;
  readonly automatic: boolean;
  readonly note: string | null;
}

/** 派遣规则: which unit, person or grid worker a category in a region goes to. */
@Injectable()
export class RulesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(RulesRepository) private readonly rules: RulesRepository,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(TargetsService) private readonly targets: TargetsService,
  ) {}

  /** The rule that holds for a matter, if any. */
  async ruleFor(
    categoryCode: string | null,
    regionPath: string,
  ): Promise<DispatchRuleEntity | null> {
    const above = await this.work.read((db) => this.rules.above(db, regionPath));
    return bestRule(
      above,
      categoryCode === null ? [] : this.incidents.codesAbove(categoryCode),
      regionPath,
    );
  }

  async list(actor: Actor): Promise<DispatchRuleWire[]> {
    const rules = await this.work.read((db) =>
      this.rules.within(db, actor.pathsFor('rule.manage')),
    );
    return this.wires(rules);
  }

  /** @throws rules.exists, rules.one_target, access.forbidden and what {@link TargetsService.check} refuses */
  async create(actor: Actor, rule: NewRule, once?: Once): Promise<DispatchRuleWire> {
    await this.targets.check(actor, rule);
    return this.work.run(actor, (tx) => this.createIn(tx, rule), once);
  }

  /** As part of a larger use case, which knows that target, category and region exist. */
  async createIn(tx: Transaction, rule: NewRule): Promise<DispatchRuleWire> {
    tx.mustAllow('rule.manage', rule);
    const made = Object.assign(new DispatchRuleEntity(), {
      ...columns(rule),
      id: newId(),
      version: 1,
      createdAt: tx.now,
      endedAt: null,
    });
    await this.rules.insert(tx.db, made);
    record(tx, made, 'created');
    return this.wire(made);
  }

  /** @throws rules.not_found, rules.stale, and as {@link create} */
  async change(
    actor: Actor,
    id: string,
    change: NewRule & { version: number },
  ): Promise<DispatchRuleWire> {
    await this.targets.check(actor, change);
    return this.work.run(actor, async (tx) => {
      const rule = await this.lock(tx, id);
      if (rule.version !== change.version) {
        throw taskProblems.ruleStale({ yours: change.version, current: rule.version });
      }
      tx.mustAllow('rule.manage', change);
      Object.assign(rule, columns(change), { version: rule.version + 1 });
      await this.rules.save(tx.db, rule);
      record(tx, rule, 'changed');
      return this.wire(rule);
    });
  }

  /** @throws rules.not_found, access.forbidden */
  async end(actor: Actor, id: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const rule = await this.lock(tx, id);
      rule.endedAt = tx.now;
      await this.rules.save(tx.db, rule);
      record(tx, rule, 'ended');
    });
  }

  private async lock(tx: Transaction, id: string): Promise<DispatchRuleEntity> {
    const rule = await this.rules.lock(tx.db, id);
    // A rule outside the caller's region is as unknown as one that never was.
    if (!rule || !tx.actor.allows('rule.manage', rule.regionPath))
      throw taskProblems.ruleNotFound({ id });
    return rule;
  }

  private async wire(rule: DispatchRuleEntity): Promise<DispatchRuleWire> {
    const [wire] = await this.wires([rule]);
    if (!wire) throw new Error('a rule in, a rule out');
    return wire;
  }

  private async wires(rules: readonly DispatchRuleEntity[]): Promise<DispatchRuleWire[]> {
    const [units, names, regions] = await Promise.all([
      this.identity.unitsOf(rules.flatMap((r) => r.unitId ?? [])),
      this.identity.namesOf(rules.flatMap((r) => r.personId ?? [])),
      this.regions.byPaths(rules.map((r) => r.regionPath)),
    ]);
    return rules.map((rule) => ({
      id: rule.id,
      categoryCode: rule.categoryCode === '' ? null : rule.categoryCode,
      categoryName:
        rule.categoryCode === '' ? null : this.incidents.categoryName(rule.categoryCode),
      regionPath: rule.regionPath,
      regionName: regions.find((r) => r.path === rule.regionPath)?.name ?? '',
      unit:
        rule.unitId === null ? null : { id: rule.unitId, name: units.get(rule.unitId)?.name ?? '' },
      person:
        rule.personId === null ? null : { id: rule.personId, name: names.get(rule.personId) ?? '' },
      gridWorker: rule.gridWorker,
      automatic: rule.automatic,
      note: rule.note,
      version: rule.version,
    }));
  }
}

function columns(
  rule: NewRule,
): Omit<DispatchRuleEntity, 'id' | 'version' | 'createdAt' | 'endedAt'> {
  const { regionPath, unitId, personId, gridWorker, automatic, note } = rule;
  return {
    categoryCode: rule.categoryCode ?? '',
    regionPath,
    unitId,
    personId,
    gridWorker,
    automatic,
    note,
  };
}

function record(tx: Transaction, rule: DispatchRuleEntity, what: string): void {
  tx.record({
    type: 'rule.changed',
    subjectType: 'dispatch_rule',
    subjectId: rule.id,
    regionPath: rule.regionPath,
    data: { what, categoryCode: rule.categoryCode, automatic: rule.automatic },
  });
}
