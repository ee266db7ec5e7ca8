import { isProblem } from '@ingrid/kernel';
import { type DueTimer, log, Timers, type Transaction } from '@ingrid/platform';
import {
  type ClockDefinition,
  type ClockState,
  escalateClock,
  nextEscalation,
} from '@ingrid/workflow';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type IncidentRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { urgencyOf } from './domain/urgent.js';
import { CLOCK_TIMER, TIMEOUT_TIMER } from './effects.js';
import { MovesService } from './moves.service.js';
import { ProcessService } from './process.service.js';
import { planLook } from './timers.js';

const MOST_STEPS = 20;

/**
 * What happens by itself: reminders up the ladder of every clock, and moves that the process makes when nobody answers.
 * Each incident has its own timer, so none waits behind another; a failing one is put off alone. The clock is the only
 * question: not the assignee, not the state, not what was edited or said meanwhile (the six defects of other systems).
 */
@Injectable()
export class EscalationService implements OnModuleInit {
  constructor(
    @Inject(Timers) private readonly timers: Timers,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(ProcessService) private readonly process: ProcessService,
    @Inject(MovesService) private readonly moves: MovesService,
  ) {}

  onModuleInit(): void {
    this.timers.handle(CLOCK_TIMER.kind, (tx, timer) => this.look(tx, timer.subjectId));
    this.timers.handle(TIMEOUT_TIMER.kind, (tx, timer) => this.timeOut(tx, timer));
  }

  private async look(tx: Transaction, id: string): Promise<void> {
    const incident = await this.incidents.lock(tx.db, id);
    if (!incident || incident.moderation !== null) return;
    const definition = await this.process.getIn(
      tx.db,
      incident.definitionId,
      incident.definitionVersion,
    );
    const clocks: Record<string, ClockState> = { ...incident.clocks };
    for (const clock of definition.clocks) {
      const before = clocks[clock.name];
      if (before) clocks[clock.name] = this.climb(tx, incident, clock, before);
    }
    await this.incidents.update(tx.db, { ...incident, clocks }, urgencyOf(clocks));
    await planLook(tx, { id, clocks }, { definition, calendar: this.process.calendar });
  }

  /** Every step that has come, in order: after a standstill nobody on the ladder is left out. */
  private climb(
    tx: Transaction,
    incident: IncidentRecord,
    definition: ClockDefinition,
    before: ClockState,
  ): ClockState {
    const { calendar } = this.process;
    let clock = before;
    for (let i = 0; i < MOST_STEPS; i += 1) {
      const next = nextEscalation(clock, definition.escalation, tx.now, calendar);
      if (!next?.due) break;
      clock = escalateClock(clock, next.step.level, { at: tx.now, calendar });
      const { level, audience, template } = next.step;
      tx.record({
        type: 'incident.escalated',
        subjectType: 'incident',
        subjectId: incident.id,
        regionPath: incident.regionPath,
        data: {
          number: incident.number,
          state: incident.state,
          clock: clock.name,
          level,
          audience,
          dueAt: clock.dueAt,
          reporterId: incident.reporterId,
          assigneeId: incident.assigneePersonId,
          unitId: incident.assigneeUnitId,
          notify: [
            audience === 'assignee'
              ? {
                  audience,
                  template,
                  personId: incident.assigneePersonId,
                  unitId: incident.assigneeUnitId,
                }
              : { audience, template },
          ],
        },
      });
    }
    return clock;
  }

  private async timeOut(tx: Transaction, timer: DueTimer): Promise<void> {
    const { state, move } = timer.data;
    const incident = await this.incidents.lock(tx.db, timer.subjectId);
    if (!incident || incident.state !== state || typeof move !== 'string') return;
    try {
      await this.moves.moveIn(tx, incident.id, { move });
    } catch (error) {
      if (!isProblem(error)) throw error;
      log.warn(
        { code: error.code, incident: incident.id, move },
        'a move of the system was refused',
      );
    }
  }
}
