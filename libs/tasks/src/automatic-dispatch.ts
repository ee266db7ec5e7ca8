import { type ActivityWire } from '@ingrid/contract';
import { IncidentsService } from '@ingrid/incidents';
import { isProblem } from '@ingrid/kernel';
import { type ActivityReader, ActivityReaders, log, type Transaction } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { RulesService } from './rules.service.js';
import { SuggestionsService, type Target } from './suggestions.service.js';
import { TargetsService } from './targets.service.js';

/** Dispatches what was filed where an automatic rule holds; the rule's words stay as the reason. */
@Injectable()
export class AutomaticDispatch implements ActivityReader, OnModuleInit {
  readonly name = 'tasks.automatic_dispatch';
  readonly types = ['incident.moved'] as const;

  constructor(
    @Inject(ActivityReaders) private readonly readers: ActivityReaders,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(RulesService) private readonly rules: RulesService,
    @Inject(SuggestionsService) private readonly suggestions: SuggestionsService,
    @Inject(TargetsService) private readonly targets: TargetsService,
  ) {}

  onModuleInit(): void {
    this.readers.register(this);
  }

  async handle(tx: Transaction, row: ActivityWire): Promise<void> {
    // Only what has just been filed: what a unit handed back is for a person to look at.
    if (row.data['move'] !== 'file') return;
    const incident = await this.incidents.lockIn(tx, row.subjectId);
    if (incident?.state !== 'filed') return;
    const rule = await this.rules.ruleFor(incident.categoryCode, incident.regionPath);
    const target = rule?.automatic === true ? await this.suggestions.target(rule, incident) : null;
    if (!target) return;
    // Since the rule was made the unit may have gone and the person may have lost the right.
    if (await this.targets.canAct(target, incident.regionPath))
      await this.dispatch(tx, incident.id, target);
    else log.info({ incident: incident.id }, 'whom a rule names cannot act here');
  }

  private async dispatch(tx: Transaction, id: string, target: Target): Promise<void> {
    try {
      await this.incidents.moveIn(tx, id, {
        move: 'dispatch',
        note: target.words.zh,
        ...(target.unitId === null ? {} : { assigneeUnitId: target.unitId }),
        ...(target.personId === null ? {} : { assigneePersonId: target.personId }),
      });
    } catch (error) {
      // A refusal is decided before anything is written; the matter then waits for a person.
      if (!isProblem(error)) throw error;
      log.info({ incident: id, code: error.code }, 'a rule could not dispatch');
    }
  }
}
