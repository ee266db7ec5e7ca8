import {
  type IncidentRowWire,
  type MoveAnswer,
  type MoveRequest,
  type MoveWire,
  type ReportRequest,
} from '@ingrid/contract';
import { type Actor, type Once, type Transaction, UnitOfWork } from '@ingrid/platform';
import { type ProcessDefinition, type WorkCalendar } from '@ingrid/workflow';
import { Inject, Injectable } from '@nestjs/common';
import { CategoriesService } from './categories.service.js';
import { type IncidentRecord } from './data/incident.row.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { DetailService } from './detail.service.js';
import { type Moved, type MoveOptions, MovesService } from './moves.service.js';
import { type Draft } from './new-incident.js';
import { NumbersService } from './numbers.service.js';
import { streetOf } from './places.js';
import { ProcessService } from './process.service.js';
import { ReportService } from './report.service.js';
import { newSecret } from './tracking-code.js';
import { ViewService } from './view.service.js';

/** What other modules, the command line and the demo ask of incidents. */
@Injectable()
export class IncidentsService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository;
  @Inject(ReportService) private readonly reports: ReportService;
  @Inject(NumbersService) private readonly numbers: NumbersService;
  @Inject(MovesService) private readonly moves: MovesService;
  @Inject(DetailService) private readonly details: DetailService;
  @Inject(ViewService) private readonly views: ViewService;
  @Inject(ProcessService) private readonly process: ProcessService;
  @Inject(CategoriesService) private readonly categories: CategoriesService;

  get calendar(): WorkCalendar {
    return this.process.calendar;
  }

  /** The process on which new incidents begin. */
  currentProcess(): ProcessDefinition {
    return this.process.current();
  }

  /**
   * One move inside the caller's transaction, by the transaction's actor at its moment. Locks the incident's row before
   * anything of a task. @throws incidents.not_found, incidents.move_refused, incidents.stale, incidents.unknown_move
   */
  async moveIn(
    tx: Transaction,
    id: string,
    request: MoveRequest,
    options: MoveOptions = {},
  ): Promise<Moved> {
    return this.moves.moveIn(tx, id, request, options);
  }

  async move(
    actor: Actor,
    id: string,
    request: MoveRequest,
    options: { once?: Once } = {},
  ): Promise<MoveAnswer> {
    return this.moves.move(actor, id, request, options);
  }

  async openMoves(actor: Actor, id: string): Promise<MoveWire[]> {
    return this.moves.open(actor, id);
  }

  /**
   * Writes a report inside the caller's transaction at its moment, without limits and moderation; for the demo, imports
   * and other channels. The number is taken beforehand by {@link nextNumber}.
   */
  async reportIn(
    tx: Transaction,
    request: ReportRequest,
    given: Partial<Pick<Draft, 'source' | 'reporterId' | 'reportedById'>> & { number: string },
  ): Promise<{ id: string; number: string; state: string }> {
    const place = await this.reports.placeOf(request);
    const { number, ...who } = given;
    const draft = { ...this.reports.draft(tx.actor, request, place), tracked: false, ...who };
    return this.reports.writeIn(tx, draft, { number, secret: newSecret() });
  }

  /** The next human number for a report at this place and moment. */
  async nextNumber(request: ReportRequest, at: Date): Promise<string> {
    return this.numbers.next(streetOf(await this.reports.placeOf(request)), at);
  }

  async find(id: string): Promise<IncidentRecord | null> {
    return this.work.read((db) => this.incidents.byId(db, id));
  }

  /** Locks the incident's row; always before a task of it. */
  async lockIn(tx: Transaction, id: string): Promise<IncidentRecord | null> {
    return this.incidents.lock(tx.db, id);
  }

  /** @throws incidents.not_found unless the actor may see it. */
  async mustSee(actor: Actor, id: string): Promise<IncidentRecord> {
    return (await this.details.mustSee(actor, id)).incident;
  }

  /** Rows for other modules' lists; ids of nothing are absent. Who may see them is for the caller to know. */
  async rows(
    ids: readonly string[],
    language: 'zh' | 'en',
  ): Promise<ReadonlyMap<string, IncidentRowWire>> {
    const records = await this.work.read((db) => this.incidents.byIds(db, ids));
    return new Map((await this.views.rows(records, language)).map((row) => [row.id, row]));
  }

  /** Human numbers by id, for lists of other things that mention incidents. */
  async numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.work.read((db) => this.incidents.numbersOf(db, ids));
  }

  /** A category and everything below it; for rules that name one. */
  codesUnder(code: string): string[] {
    return this.categories.codesUnder(code);
  }

  /** The chain from a category up to its root, itself first. */
  codesAbove(code: string): string[] {
    return this.categories.codesAbove(code);
  }

  /** Whether there is such a category in use, of whichever level. */
  isCategory(code: string): boolean {
    return this.categories.isInUse(code);
  }

  categoryName(code: string): string {
    return this.categories.nameOf(code);
  }

  /** Code of the category that can be chosen under this name, or null. */
  codeNamed(name: string): string | null {
    return this.categories.codeNamed(name);
  }
}
