import { type FollowAnswer } from '@ingrid/contract';
import { type Actor, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { FollowersRepository } from './data/followers.repository.js';
import { type IncidentRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { isPublicKind } from './domain/public-kinds.js';
import { FloodService, type Origin } from './flood.service.js';
import { maySee } from './incidents.access.js';
import { incidentProblems } from './incidents.problems.js';
import { onceOf } from './once.js';
import { newSecret, trackingCodeOf, trackingHash } from './tracking-code.js';

/** Joining a matter that is known already, instead of reporting it again. */
@Injectable()
export class FollowService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(FollowersRepository) private readonly followers: FollowersRepository,
    @Inject(FloodService) private readonly flood: FloodService,
  ) {}

  /**
   * Follows an incident; without an account by phone, which gives a tracking code of its own. So does a phone named by
   * whoever may report for a caller: the caller follows, not the operator. What is between people can be joined only by
   * those who may see it anyhow.
   * @throws incidents.not_found, incidents.contact_required, incidents.too_many
   */
  async follow(
    actor: Actor,
    id: string,
    given: Origin & { readonly key: string | null },
  ): Promise<FollowAnswer> {
    const { phone, key } = given;
    if (actor.personId === null && phone === null) throw incidentProblems.contactRequired({});
    await this.flood.judge(actor, `follow ${id}`, given);
    const forCaller = phone !== null && actor.holds('incident.report_for');
    const personId = forCaller ? null : actor.personId;
    const code = personId === null ? trackingCodeOf(id, key ?? newSecret()) : null;
    const answer = await this.work.run(
      actor,
      async (tx) => {
        const incident = await this.incidents.lock(tx.db, id);
        if (!incident || !mayJoin(actor, incident)) throw incidentProblems.notFound({});
        const follower = {
          personId,
          phone: personId === null ? phone : null,
          trackingHash: code && trackingHash(id, code),
        };
        const isFresh = await this.followers.add(tx.db, id, follower, tx.now);
        if (isFresh) {
          tx.record({
            type: 'incident.followed',
            subjectType: 'incident',
            subjectId: id,
            regionPath: incident.regionPath,
            data: { number: incident.number, followers: incident.followers + 1 },
          });
        }
        return { following: true, followers: incident.followers + (isFresh ? 1 : 0) };
      },
      onceOf({ id, phone }, key),
    );
    return code === null ? answer : { ...answer, trackingCode: code };
  }

  async unfollow(actor: Actor, id: string): Promise<void> {
    const { personId } = actor;
    if (personId === null) throw incidentProblems.notFound({});
    await this.work.run(actor, async (tx) => {
      const incident = await this.incidents.lock(tx.db, id);
      if (!incident || !(await this.followers.remove(tx.db, id, personId)))
        throw incidentProblems.notFound({});
      tx.record({
        type: 'incident.followed',
        subjectType: 'incident',
        subjectId: id,
        regionPath: incident.regionPath,
        data: { number: incident.number, ended: true, followers: incident.followers - 1 },
      });
    });
  }
}

function mayJoin(actor: Actor, incident: IncidentRecord): boolean {
  if (incident.moderation !== null) return false;
  return (
    isPublicKind(incident.categoryCode) ||
    maySee(actor, incident, { follows: false }) ||
    actor.allows('incident.report_for', incident.regionPath)
  );
}
