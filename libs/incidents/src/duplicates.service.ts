import { type DuplicateWire, type PointWire } from '@ingrid/contract';
import { Clock, type Language } from '@ingrid/kernel';
import { type Actor, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { type Nearby } from './data/near.js';
import { cellsAround, degreesAround } from './domain/cells.js';
import { type DuplicateCandidate, likelyDuplicates } from './domain/duplicates.js';
import { isPublicKind } from './domain/public-kinds.js';
import { withoutNumbers } from './domain/texts.js';
import { Places } from './places.js';

export interface DuplicateSearch {
  readonly location: PointWire;
  readonly categoryCode: string | null;
  readonly text: string;
  readonly exceptId?: string;
  readonly language: Language;
  /** `all` is for the desk; everybody else learns only of what stands on the public map too. */
  readonly sees?: 'all' | 'public';
}

const DAY = 86_400_000;
const RECENT_DAYS = 60;
const CLOSED_DAYS = 7;

/** Matters that may already be known: near, recent, of the same kind, told in similar words. No personal data. */
@Injectable()
export class DuplicatesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(CategoriesService) private readonly categories: CategoriesService,
    @Inject(Places) private readonly places: Places,
  ) {}

  /** For whoever asks: the desk, which joins callers to what is known, sees matters between people as well. */
  async findFor(actor: Actor, search: DuplicateSearch): Promise<DuplicateWire[]> {
    const isDesk =
      actor.holds('incident.report_for') &&
      actor.allows('incident.report_for', this.places.at(search.location).path);
    return this.find({ ...search, sees: isDesk ? 'all' : 'public' });
  }

  async find(search: DuplicateSearch): Promise<DuplicateWire[]> {
    const look = this.lookOf(search);
    return this.judge(search, await this.work.read((db) => this.incidents.near(db, look)));
  }

  /** Where and since when to look. */
  lookOf(search: Pick<DuplicateSearch, 'location' | 'categoryCode' | 'exceptId'>): Nearby {
    const now = this.clock.now().getTime();
    const metres = this.categories.nearMetres(search.categoryCode);
    return {
      cells: cellsAround(search.location, metres),
      centre: search.location,
      degrees: degreesAround(search.location, metres),
      categoryCode: search.categoryCode,
      since: new Date(now - RECENT_DAYS * DAY),
      closedSince: new Date(now - CLOSED_DAYS * DAY),
      exceptId: search.exceptId ?? null,
    };
  }

  /** Which of the matters found there are likely the same, told as far as the asker may know. */
  judge(search: DuplicateSearch, candidates: readonly DuplicateCandidate[]): DuplicateWire[] {
    const now = this.clock.now();
    const metres = this.categories.nearMetres(search.categoryCode);
    const seen =
      search.sees === 'all'
        ? candidates
        : candidates.filter(({ categoryCode }) => isPublicKind(categoryCode));
    if (seen.length === 0) return [];
    return likelyDuplicates({ ...search, now, metres }, seen).map((likely) => ({
      id: likely.candidate.id,
      number: likely.candidate.number,
      title: this.publicTitle(likely.candidate),
      state: likely.candidate.state,
      metres: likely.metres,
      at: likely.candidate.reportedAt.toISOString(),
      likeness: likely.likeness,
      reasons: likely.reasons,
    }));
  }

  private publicTitle(candidate: { title: string; categoryCode: string | null }): string {
    return candidate.categoryCode === null
      ? withoutNumbers(candidate.title)
      : this.categories.nameOf(candidate.categoryCode);
  }
}
