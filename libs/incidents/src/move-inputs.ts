import { type MoveRequest } from '@ingrid/contract';
import { problem } from '@ingrid/kernel';
import { type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { maySee } from './incidents.access.js';
import { incidentProblems } from './incidents.problems.js';
import { People } from './people.js';

export const inputProblems = {
  unknownAssignee: problem(
    'incidents.unknown_assignee',
    422,
    () => '没有找到要派给的单位或人员，请重新选择。',
    () => 'There is no such unit or person to assign to.',
  ),
  cannotAct: problem(
    'incidents.assignee_cannot_act',
    422,
    () => '此人在这里没有处置权限，或已停用，不能派给此人。请另选人员或单位。',
    () => 'This person may not handle matters here. Choose another person or a unit.',
  ),
};

/** What a person names in a move must exist and be theirs to name. */
@Injectable()
export class MoveInputs {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(FollowersRepository) private readonly followers: FollowersRepository,
    @Inject(CategoriesService) private readonly categories: CategoriesService,
    @Inject(People) private readonly people: People,
  ) {}

  /** @throws incidents.unknown_category, incidents.bad_duplicate */
  async check(tx: Transaction, incident: IncidentRecord, request: MoveRequest): Promise<void> {
    const { categoryCode, duplicateOfId } = request;
    // A matter may stay in a category that went out of use after it was reported.
    if (categoryCode !== undefined && categoryCode !== incident.categoryCode)
      this.categories.mustBeChosen(categoryCode);
    if (duplicateOfId !== undefined) await this.checkDuplicate(tx, incident, duplicateOfId);
  }

  /** Asked before the transaction. @throws incidents.unknown_assignee */
  async checkAssignee({ assigneePersonId, assigneeUnitId }: MoveRequest): Promise<void> {
    if (assigneePersonId !== undefined) {
      const names = await this.people.names([assigneePersonId]);
      if (!names.has(assigneePersonId)) throw inputProblems.unknownAssignee({});
    }
    if (assigneeUnitId !== undefined) {
      const names = await this.people.unitNames([assigneeUnitId]);
      if (!names.has(assigneeUnitId)) throw inputProblems.unknownAssignee({});
    }
  }

  /**
   * Whoever is named can act at the incident's place. Asked before the transaction. An incident nobody has is refused
   * later, in the same words as one that may not be seen.
   * @throws incidents.assignee_cannot_act
   */
  async checkPlace({ assigneePersonId }: MoveRequest, id: string): Promise<void> {
    if (assigneePersonId === undefined) return;
    const incident = await this.work.read((db) => this.incidents.byId(db, id));
    if (incident && !(await this.people.canHandle(assigneePersonId, incident.regionPath)))
      throw inputProblems.cannotAct({});
  }

  /** Whoever reported the merged matter goes on hearing of the one it was merged into. */
  async followMerged(tx: Transaction, merged: IncidentRecord): Promise<void> {
    if (merged.duplicateOfId === null || merged.reporterId === null) return;
    const follower = { personId: merged.reporterId, phone: null, trackingHash: null };
    await this.followers.add(tx.db, merged.duplicateOfId, follower, tx.now);
  }

  private async checkDuplicate(
    tx: Transaction,
    incident: IncidentRecord,
    mainId: string,
  ): Promise<void> {
    const main = await this.incidents.byId(tx.db, mainId);
    const isUsable = main !== null && main.duplicateOfId === null && main.id !== incident.id;
    if (!isUsable || !maySee(tx.actor, main, { follows: false }))
      throw incidentProblems.badDuplicate({});
  }
}
