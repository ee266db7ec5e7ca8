import { type TaskKind, type TaskState } from '@ingrid/contract';
import {
  IncidentEffects,
  type IncidentRecord,
  type TaskCause,
  type TaskEffect,
} from '@ingrid/incidents';
import { newId } from '@ingrid/kernel';
import { type Transaction } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { TaskEntity } from './data/task.entity.js';
import { TasksRepository } from './data/tasks.repository.js';

/** Carries out what an incident's move says about tasks, in the move's own transaction. */
@Injectable()
export class TaskEffects implements OnModuleInit {
  constructor(
    @Inject(IncidentEffects) private readonly effects: IncidentEffects,
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
  ) {}

  onModuleInit(): void {
    this.effects.onTask((tx, incident, effect, cause) =>
      effect.kind === 'open_task'
        ? this.open(tx, incident, effect, cause)
        : this.mark(tx, incident, effect),
    );
  }

  private async open(
    tx: Transaction,
    incident: IncidentRecord,
    effect: Extract<TaskEffect, { kind: 'open_task' }>,
    cause: TaskCause,
  ): Promise<void> {
    const toAssignee = effect.for === 'assignee';
    const task = Object.assign(new TaskEntity(), {
      id: newId(),
      kind: effect.task satisfies TaskKind,
      incidentId: incident.id,
      state: 'open' satisfies TaskState,
      regionPath: incident.regionPath,
      unitId: toAssignee ? incident.assigneeUnitId : null,
      personId: toAssignee ? incident.assigneePersonId : null,
      reason: cause.reason ?? cause.note,
      openedAt: tx.now,
      acceptedAt: null,
      startedAt: null,
      endedAt: null,
    });
    await this.tasks.insert(tx.db, task);
    record(tx, 'task.opened', task);
  }

  private async mark(
    tx: Transaction,
    incident: IncidentRecord,
    effect: Extract<TaskEffect, { kind: 'mark_task' }>,
  ): Promise<void> {
    const task = await this.tasks.openOf(tx.db, incident.id, effect.task);
    if (!task) return;
    task.state = effect.as;
    if (effect.as === 'accepted') {
      task.acceptedAt = tx.now;
      // Whoever accepts for the unit has it in hand from now on.
      task.personId ??= tx.actor.personId;
    } else if (effect.as === 'started') task.startedAt = tx.now;
    else task.endedAt = tx.now;
    if (task.endedAt && task.kind === 'verify') task.personId ??= tx.actor.personId;
    await this.tasks.save(tx.db, task);
    record(tx, 'task.moved', task);
  }
}

function record(tx: Transaction, type: 'task.opened' | 'task.moved', task: TaskEntity): void {
  tx.record({
    type,
    subjectType: 'task',
    subjectId: task.id,
    regionPath: task.regionPath,
    data: {
      incidentId: task.incidentId,
      kind: task.kind,
      state: task.state,
      ...(task.personId === null ? {} : { assigneeId: task.personId }),
      ...(task.unitId === null ? {} : { unitId: task.unitId }),
    },
  });
}
