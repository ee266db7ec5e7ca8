import {
  CLOCK_MARKS,
  type ClockMark,
  type IncidentCountsWire,
  type IncidentPointsWire,
  type IncidentRowWire,
} from '@ingrid/contract';
import { Clock, chinaDay, decodeCursor, isId, type Page, pageOf } from '@ingrid/kernel';
import { type Actor, DEFAULT_PAGE, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { type IncidentRecord } from './data/incident.row.js';
import {
  type Box,
  type IncidentFilter,
  isNumber,
  ListRepository,
  type ListOrder,
} from './data/list.repository.js';
import { coarse } from './domain/coarse.js';
import { asFollowerSees } from './follower-view.js';
import { maySee } from './incidents.access.js';
import { incidentProblems } from './incidents.problems.js';
import { Places } from './places.js';
import { ProcessService, stateOf } from './process.service.js';
import { ViewService } from './view.service.js';

/** Filters as they arrive; everything is optional. */
export interface IncidentSearch {
  readonly state?: string;
  readonly region?: string;
  readonly category?: string;
  readonly source?: string;
  readonly unit?: string;
  readonly assignee?: string;
  readonly clock?: ClockMark;
  readonly query?: string;
  readonly bbox?: string;
  readonly from?: string;
  readonly to?: string;
  readonly mine?: boolean;
  readonly followed?: boolean;
  readonly sort?: 'reported' | 'due';
  readonly cursor?: string;
  readonly limit?: number;
}

const MOST_POINTS = 5_000;
const CLUSTER_CELLS = 40;
const CLOSED_DAYS = 30;
const DAY = 86_400_000;
const EXPORT_PAGE = 1_000;

/** Lists, counts and the map: always filtered in SQL by what the person may see. */
@Injectable()
export class ReadingService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(ListRepository) private readonly lists: ListRepository;
  @Inject(CategoriesService) private readonly categories: CategoriesService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(Places) private readonly places: Places;
  @Inject(ViewService) private readonly view: ViewService;

  async list(actor: Actor, search: IncidentSearch): Promise<Page<IncidentRowWire>> {
    const limit = search.limit ?? DEFAULT_PAGE;
    const page = await this.page(actor, search, limit);
    return { items: await this.rowsFor(actor, search, page.items), nextCursor: page.nextCursor };
  }

  /** All rows of a search, page by page, for a file; every page is read when the one before it was taken. */
  async *all(actor: Actor, search: IncidentSearch): AsyncGenerator<IncidentRowWire[], void> {
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const from = cursor === undefined ? {} : { cursor };
      const page: Page<IncidentRecord> = await this.page(
        actor,
        { ...search, ...from },
        EXPORT_PAGE,
      );
      yield await this.rowsFor(actor, search, page.items);
      cursor = page.nextCursor;
    }
  }

  /** Who only follows a matter sees it from farther away. */
  private async rowsFor(
    actor: Actor,
    search: IncidentSearch,
    records: readonly IncidentRecord[],
  ): Promise<IncidentRowWire[]> {
    const { language } = actor;
    const rows = await this.view.rows(records, language);
    if (!isFollowed(search)) return rows;
    return rows.map((row, i) => {
      const record = records[i];
      const isNear = record !== undefined && maySee(actor, record, { follows: false });
      return isNear ? row : asFollowerSees(row, language);
    });
  }

  async counts(actor: Actor, search: IncidentSearch): Promise<IncidentCountsWire> {
    const now = this.clock.now();
    const dayStart = new Date(`${chinaDay(now)}T00:00:00+08:00`);
    const closedSince = new Date(now.getTime() - CLOSED_DAYS * DAY);
    const filter = await this.filterOf(actor, search);
    const moderated = actor.pathsFor('incident.moderate');
    const [rows, held] = await this.work.read(async (db) => [
      await this.lists.counts(db, filter, { now, dayStart, closedSince }),
      moderated.length === 0 ? 0 : await this.lists.heldCount(db, moderated),
    ]);
    const byState: Record<string, number> = {};
    const byClock = { on_time: 0, approaching: 0, overdue: 0, paused: 0, done: 0 };
    for (const row of rows) {
      byState[row.state] = (byState[row.state] ?? 0) + row.count;
      byClock[row.mark] += row.count;
    }
    const open = rows.reduce((sum, row) => sum + (row.mark === 'done' ? 0 : row.count), 0);
    const today = rows.reduce((sum, row) => sum + row.today, 0);
    return { byState, byClock, open, today, held };
  }

  async points(actor: Actor, search: IncidentSearch): Promise<IncidentPointsWire> {
    const now = this.clock.now();
    const filter = await this.filterOf(actor, search);
    // Without a word on states the map shows what is open: that is what it is for, and what stays small.
    const wanted: IncidentFilter = filter.states
      ? filter
      : { ...filter, group: filter.group ?? 'open' };
    const rows = await this.work.read((db) => this.lists.points(db, wanted, MOST_POINTS + 1, now));
    const at = isFollowed(search) ? coarse : round;
    const states = [...new Set(rows.map((row) => row.state))];
    const marks = [...CLOCK_MARKS];
    if (rows.length <= MOST_POINTS) {
      const points = rows.map((row): IncidentPointsWire['points'][number] => [
        row.id,
        at(row.lng),
        at(row.lat),
        states.indexOf(row.state),
        marks.indexOf(row.mark),
      ]);
      return { states, marks, points, clusters: [] };
    }
    const step = wanted.box ? Math.max(wanted.box[2] - wanted.box[0], 0.001) / CLUSTER_CELLS : 0.01;
    const cells = await this.work.read((db) => this.lists.clusters(db, wanted, step, now));
    return {
      states: [],
      marks,
      points: [],
      clusters: cells.map((c) => [round(c.lng), round(c.lat), c.count]),
    };
  }

  private async page(
    actor: Actor,
    search: IncidentSearch,
    limit: number,
  ): Promise<Page<IncidentRecord>> {
    const sort = search.sort ?? 'reported';
    const after = cursorOf(search.cursor ?? '');
    const order: ListOrder = { sort, limit, ...(after ? { after } : {}) };
    const filter = await this.filterOf(actor, search);
    const rows = await this.work.read((db) => this.lists.list(db, filter, order, this.clock.now()));
    return pageOf(rows, limit, (row) => [
      (sort === 'due' ? row.dueAt : row.reportedAt)?.getTime() ?? 0,
      row.id,
    ]);
  }

  private async filterOf(actor: Actor, search: IncidentSearch): Promise<IncidentFilter> {
    const { source, unit: unitId, assignee, clock: mark, query: text } = search;
    const assigneeId = assignee === 'me' ? (actor.personId ?? undefined) : assignee;
    const box = search.bbox === undefined ? undefined : boxOf(search.bbox);
    refuseProbing(search);
    return {
      sight: sightOf(actor, search),
      ...this.statesOf(search.state),
      ...(await this.regionOf(search.region)),
      ...(search.category === undefined
        ? {}
        : { categories: listOf(search.category).flatMap((c) => this.categories.codesUnder(c)) }),
      ...given({ source, unitId, assigneeId, mark, text, box }),
      ...given({ from: momentOf(search.from), to: momentOf(search.to) }),
    };
  }

  private statesOf(state: string | undefined): Pick<IncidentFilter, 'states' | 'group'> {
    if (state === undefined || state === '') return {};
    if (state === 'open' || state === 'ended') return { group: state };
    const states = listOf(state);
    const groups = new Set(
      states.map((name) => stateOf(this.process.current(), name)?.group === 'closed'),
    );
    // One word more for the planner: what is open stands in small indexes.
    return groups.size === 1 ? { states, group: groups.has(true) ? 'ended' : 'open' } : { states };
  }

  private async regionOf(region: string | undefined): Promise<Pick<IncidentFilter, 'region'>> {
    if (region === undefined || region === '') return {};
    const found = await this.places.find(region);
    if (!found) throw incidentProblems.unknownRegion({});
    return { region: { path: found.path, gridId: found.level === 'grid' ? found.id : null } };
  }
}

const isFollowed = ({ mine, followed }: IncidentSearch): boolean =>
  mine !== true && followed === true;

/** Whoever only follows must not find out by asking what the rows hold back: the words and the exact place. */
function refuseProbing(search: IncidentSearch): void {
  if (!isFollowed(search)) return;
  const { bbox, query = '' } = search;
  if (bbox !== undefined) throw incidentProblems.badFilter({ field: 'bbox' });
  if (query !== '' && !isNumber(query)) throw incidentProblems.badFilter({ field: 'query' });
}

function sightOf(actor: Actor, search: IncidentSearch): IncidentFilter['sight'] {
  const { personId, unitId } = actor;
  const paths = actor.pathsFor('incident.read');
  const mode = search.mine === true ? 'mine' : search.followed === true ? 'followed' : 'all';
  // Whoever may read nowhere and is in charge of nothing sees what is his or her own.
  const isOutsider = mode === 'all' && paths.length === 0 && !actor.holds('incident.handle');
  return { paths, personId, unitId, mode: isOutsider ? 'mine' : mode };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what was not asked for. */
function given<T extends object>(fields: T): Defined<T> {
  // What is left has no undefined values, which the type system cannot follow through fromEntries.
  return Object.fromEntries(
    Object.entries(fields).filter(([, v]) => v !== undefined && v !== ''),
  ) as Defined<T>;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '')
    .slice(0, 50);

function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

/** @throws incidents.bad_filter unless `west,south,east,north`. */
export function boxOf(text: string): Box {
  const numbers = text.split(',').map((s) => (s.trim() === '' ? NaN : Number(s)));
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
  const isBox = numbers.length === 4 && isSpan(west, east, 180) && isSpan(south, north, 90);
  if (!isBox) throw incidentProblems.badFilter({ field: 'bbox' });
  return [west, south, east, north];
}

function isSpan(from: number, to: number, most: number): boolean {
  return from >= -most && to <= most && from < to;
}

/** Where a page goes on; nothing for the first page. @throws page.bad_cursor, incidents.bad_filter */
export function cursorOf(cursor: string): { at: Date; id: string } | undefined {
  if (cursor === '') return undefined;
  const [at, id] = decodeCursor(cursor, 2);
  const moment = new Date(Number(at));
  if (!isId(id) || !(moment.getTime() >= 0)) throw incidentProblems.badFilter({ field: 'cursor' });
  return { at: moment, id };
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
