import { type PublicIncidentWire } from '@ingrid/contract';
import { Clock, chinaDay, type Language } from '@ingrid/kernel';
import { UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { ListRepository } from './data/list.repository.js';
import { coarsePoint } from './domain/coarse.js';
import { isPublicKind } from './domain/public-kinds.js';
import { incidentProblems } from './incidents.problems.js';
import { Places } from './places.js';
import { ProcessService, stateLabel } from './process.service.js';
import { boxOf } from './reading.service.js';

const MOST = 300;
const WIDEST_DEGREES = 0.3;
const EVERYWHERE = { paths: [''], personId: null, unitId: null, mode: 'all' } as const;

/** What is going on around here, for everybody: kind, state and block; no words of a reporter, no exact place. */
@Injectable()
export class NearbyService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(ListRepository) private readonly lists: ListRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(Places) private readonly places: Places;

  /** @throws incidents.bad_filter for a box that is none or far too large. */
  async find(bbox: string, language: Language): Promise<PublicIncidentWire[]> {
    const box = boxOf(bbox);
    if (box[2] - box[0] > WIDEST_DEGREES || box[3] - box[1] > WIDEST_DEGREES) {
      throw incidentProblems.badFilter({ field: 'bbox' });
    }
    const now = this.clock.now();
    const filter = { sight: EVERYWHERE, group: 'open', box } as const;
    const records = await this.work.read((db) =>
      this.lists.list(db, filter, { sort: 'reported', limit: MOST }, now),
    );
    const shown = records.filter((r) => isPublicKind(r.categoryCode));
    const regions = await this.places.regions(shown.flatMap((r) => r.regionId ?? []));
    return shown.flatMap((r) => {
      if (!r.location) return [];
      const definition = this.process.held(r.definitionId, r.definitionVersion);
      return [
        {
          number: r.number,
          category: r.categoryCode === null ? null : this.categories.nameOf(r.categoryCode),
          state: r.state,
          stateLabel: stateLabel(definition, r.state, language),
          place: regions.get(r.regionId ?? '')?.name ?? null,
          location: coarsePoint({ lat: r.location.y, lng: r.location.x }),
          reportedOn: chinaDay(r.reportedAt),
        },
      ];
    });
  }
}
