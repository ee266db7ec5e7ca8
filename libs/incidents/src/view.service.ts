import { type ClockWire, type IncidentRowWire, type RegionWire } from '@ingrid/contract';
import { Clock, type Language } from '@ingrid/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { type IncidentRecord } from './data/incident.row.js';
import { clockWire, urgentClock } from './domain/urgent.js';
import { People } from './people.js';
import { Places } from './places.js';
import { ProcessService, standingLabel } from './process.service.js';

interface Names {
  readonly regions: ReadonlyMap<string, RegionWire>;
  readonly people: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

/** Rows as they cross the wire, with the words for states, categories, regions and people. */
@Injectable()
export class ViewService {
  @Inject(Clock) private readonly clock: Clock;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(Places) private readonly places: Places;
  @Inject(People) private readonly people: People;

  async rows(records: readonly IncidentRecord[], language: Language): Promise<IncidentRowWire[]> {
    const [regions, people, units] = await Promise.all([
      this.places.regions(records.flatMap((r) => r.regionId ?? [])),
      this.people.names(records.map((r) => r.assigneePersonId)),
      this.people.unitNames(records.map((r) => r.assigneeUnitId)),
      this.loadDefinitions(records),
    ]);
    return records.map((record) => this.rowOf(record, { regions, people, units }, language));
  }

  async row(record: IncidentRecord, language: Language): Promise<IncidentRowWire> {
    const [row] = await this.rows([record], language);
    if (!row) throw new Error('a row in, a row out');
    return row;
  }

  /** Every clock of an incident, the most urgent first. */
  clocksOf(record: IncidentRecord, language: Language): ClockWire[] {
    const urgent = urgentClock(record.clocks)?.name;
    const reader = this.reader(record, language);
    return Object.values(record.clocks)
      .sort((a, b) => Number(b.name === urgent) - Number(a.name === urgent))
      .map((clock) => clockWire(clock, reader));
  }

  private rowOf(record: IncidentRecord, names: Names, language: Language): IncidentRowWire {
    const urgent = urgentClock(record.clocks);
    const reader = this.reader(record, language);
    const { id, number, title, state, source, regionPath, address, photos, followers, version } =
      record;
    return {
      id,
      number,
      title,
      state,
      stateLabel: standingLabel(reader.definition, record, language),
      source,
      category: this.categories.wire(record.categoryCode),
      region: record.regionId === null ? null : (names.regions.get(record.regionId) ?? null),
      regionPath,
      location: record.location && { lat: record.location.y, lng: record.location.x },
      address,
      reportedAt: record.reportedAt.toISOString(),
      clock: urgent && clockWire(urgent, reader),
      assignee: assigneeOf(record, names),
      photos,
      followers,
      version,
    };
  }

  private reader(record: IncidentRecord, language: Language): Parameters<typeof clockWire>[1] {
    const definition = this.process.held(record.definitionId, record.definitionVersion);
    return { now: this.clock.now(), calendar: this.process.calendar, definition, language };
  }

  private async loadDefinitions(records: readonly IncidentRecord[]): Promise<void> {
    const seen = new Map(
      records.map((r) => [`${r.definitionId}@${String(r.definitionVersion)}`, r]),
    );
    for (const r of seen.values()) await this.process.get(r.definitionId, r.definitionVersion);
  }
}

function assigneeOf(record: IncidentRecord, names: Names): IncidentRowWire['assignee'] {
  if (record.assigneeUnitId === null && record.assigneePersonId === null) return null;
  return {
    unit: record.assigneeUnitId === null ? null : (names.units.get(record.assigneeUnitId) ?? null),
    person:
      record.assigneePersonId === null ? null : (names.people.get(record.assigneePersonId) ?? null),
  };
}
