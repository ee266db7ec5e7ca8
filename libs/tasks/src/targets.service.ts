import { GridsService, RegionsService } from '@ingrid/grids';
import { IdentityService } from '@ingrid/identity';
import { IncidentsService } from '@ingrid/incidents';
import { accessProblems, type Actor } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { taskProblems } from './tasks.problems.js';

const FULL_TIME_FIRST = ['full_time', 'part_time', 'leader', 'deputy_leader'];

/** To whom a rule sends what falls under it. */
interface Sent {
  readonly unitId: string | null;
  readonly personId: string | null;
}

interface Ruled extends Sent {
  readonly categoryCode: string | null;
  readonly regionPath: string;
}

/** Whether somebody can act on what is sent to them: a matter must never wait with nobody. */
@Injectable()
export class TargetsService {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(GridsService) private readonly grids: GridsService,
  ) {}

  /** A unit that exists; a person who is active and may handle at this place now. */
  async canAct({ unitId, personId }: Sent, regionPath: string): Promise<boolean> {
    if (unitId !== null && !(await this.identity.unitsOf([unitId])).has(unitId)) return false;
    return personId === null || (await this.handlersAt(regionPath)).has(personId);
  }

  /** People of the grid who can act there, full-time workers first. */
  async workersAt(place: { regionId: string | null; regionPath: string }): Promise<string[]> {
    if (place.regionId === null) return [];
    const staff = await this.grids.staffOf(place.regionId);
    const handlers = await this.handlersAt(place.regionPath);
    return staff
      .filter((s) => FULL_TIME_FIRST.includes(s.post) && handlers.has(s.personId))
      .toSorted((a, b) => FULL_TIME_FIRST.indexOf(a.post) - FULL_TIME_FIRST.indexOf(b.post))
      .map((s) => s.personId);
  }

  private async handlersAt(regionPath: string): Promise<ReadonlySet<string>> {
    return new Set(await this.identity.holdersOf('incident.handle', regionPath));
  }

  /**
   * What a rule names exists and can act where the rule holds. Asked before the transaction.
   * @throws access.forbidden, rules.unknown_category, rules.unknown_region, rules.target_cannot_act
   */
  async check(actor: Actor, rule: Ruled): Promise<void> {
    const { categoryCode, regionPath } = rule;
    // First, so that nobody learns which places there are elsewhere.
    if (!actor.allows('rule.manage', regionPath))
      throw accessProblems.forbidden({ verb: 'rule.manage' });
    if (categoryCode !== null && !this.incidents.isCategory(categoryCode))
      throw taskProblems.unknownCategory({ code: categoryCode });
    if (regionPath !== '' && (await this.regions.byPaths([regionPath])).length === 0)
      throw taskProblems.unknownRegion({ path: regionPath });
    if (!(await this.canAct(rule, regionPath))) throw taskProblems.targetCannotAct({});
  }
}
