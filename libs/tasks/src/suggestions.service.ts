import { type DispatchSuggestionWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { type IncidentRecord, IncidentsService } from '@ingrid/incidents';
import { type Language } from '@ingrid/kernel';
import { type Actor, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type DispatchRuleEntity } from './data/dispatch-rule.entity.js';
import { TasksRepository } from './data/tasks.repository.js';
import { RulesService } from './rules.service.js';
import { TargetsService } from './targets.service.js';

/** Whom a dispatch could go to, without names: what the automatic dispatch needs. */
export interface Target {
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly ruleId: string | null;
  readonly words: Record<Language, string>;
}

/** Proposes who should get a matter and says why; a person decides, or a rule that was made for it. */
@Injectable()
export class SuggestionsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(RulesService) private readonly rules: RulesService,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(TargetsService) private readonly able: TargetsService,
  ) {}

  /** The rule's choice first, then the workers of the grid. @throws incidents.not_found */
  async forIncident(actor: Actor, incidentId: string): Promise<DispatchSuggestionWire[]> {
    const incident = await this.incidents.mustSee(actor, incidentId);
    const rule = await this.rules.ruleFor(incident.categoryCode, incident.regionPath);
    const ruled = rule && (await this.ableTarget(rule, incident));
    const workers = await this.workersOf(incident);
    const targets = [
      ...(ruled ? [ruled] : []),
      ...workers.filter((w) => w.personId !== ruled?.personId),
    ];
    return this.wires(targets, actor.language);
  }

  /** Where a rule sends this matter; null when it names the grid's worker and the grid has none. */
  async target(rule: DispatchRuleEntity, incident: IncidentRecord): Promise<Target | null> {
    const category =
      rule.categoryCode === '' ? null : this.incidents.categoryName(rule.categoryCode);
    const words = {
      zh: `派遣规则：本区域的${category ?? '各类事项'}由其办理${rule.note === null ? '' : `（${rule.note}）`}`,
      en: `Rule: ${category ?? 'all matters'} of this area go here${rule.note === null ? '' : ` (${rule.note})`}`,
    };
    if (!rule.gridWorker)
      return { unitId: rule.unitId, personId: rule.personId, ruleId: rule.id, words };
    const [worker] = await this.workersOf(incident);
    return worker ? { ...worker, ruleId: rule.id, words } : null;
  }

  /** A rule whose target has gone meanwhile suggests nobody. */
  private async ableTarget(
    rule: DispatchRuleEntity,
    incident: IncidentRecord,
  ): Promise<Target | null> {
    const target = await this.target(rule, incident);
    return target && (await this.able.canAct(target, incident.regionPath)) ? target : null;
  }

  private async workersOf(incident: IncidentRecord): Promise<Target[]> {
    return (await this.able.workersAt(incident)).map((personId) => ({
      unitId: null,
      personId,
      ruleId: null,
      words: { zh: '本网格的网格员', en: 'Worker of this grid' },
    }));
  }

  private async wires(
    targets: readonly Target[],
    language: Language,
  ): Promise<DispatchSuggestionWire[]> {
    const unitIds = targets.flatMap((t) => t.unitId ?? []);
    const personIds = targets.flatMap((t) => t.personId ?? []);
    const [units, names, loads] = await Promise.all([
      this.identity.unitsOf(unitIds),
      this.identity.namesOf(personIds),
      this.work.read((db) => this.tasks.loads(db, [...unitIds, ...personIds])),
    ]);
    return targets.map((t) => {
      const openCount = loads.get(t.personId ?? t.unitId ?? '') ?? 0;
      const load = language === 'zh' ? `，手上 ${openCount} 件` : `, ${openCount} in hand`;
      return {
        unit: t.unitId === null ? null : { id: t.unitId, name: units.get(t.unitId)?.name ?? '' },
        person: t.personId === null ? null : { id: t.personId, name: names.get(t.personId) ?? '' },
        reason: t.words[language] + load,
        openCount,
        ruleId: t.ruleId,
      };
    });
  }
}
