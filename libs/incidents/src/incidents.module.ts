import { AttachmentsModule, AttachmentsService } from '@ingrid/attachments';
import { GridsModule } from '@ingrid/grids';
import { IdentityModule } from '@ingrid/identity';
import { Subjects } from '@ingrid/platform';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { BulkService } from './bulk.service.js';
import { CarryOut } from './carry-out.service.js';
import { CategoriesService } from './categories.service.js';
import { CategoryEdits } from './category-edits.service.js';
import { CategoriesRepository } from './data/categories.repository.js';
import { FollowersRepository } from './data/followers.repository.js';
import { IncidentsRepository } from './data/incidents.repository.js';
import { ListRepository } from './data/list.repository.js';
import { NumbersRepository } from './data/numbers.repository.js';
import { ProcessRepository } from './data/process.repository.js';
import { TellingRepository } from './data/telling.repository.js';
import { TimelineRepository } from './data/timeline.repository.js';
import { DetailService } from './detail.service.js';
import { DuplicatesService } from './duplicates.service.js';
import { IncidentEffects } from './effects.js';
import { EscalationService } from './escalation.service.js';
import { ExportService } from './export.service.js';
import { Files } from './files.js';
import { FloodService } from './flood.service.js';
import { FollowService } from './follow.service.js';
import { CategoryEditsController } from './http/category-edits.controller.js';
import { CategoriesController } from './http/categories.controller.js';
import { IncidentsController } from './http/incidents.controller.js';
import { JoiningController } from './http/joining.controller.js';
import { PublicIncidentsController } from './http/public.controller.js';
import { IncidentsService } from './incidents.service.js';
import { ModerationService } from './moderation.service.js';
import { MoveInputs } from './move-inputs.js';
import { MovesService } from './moves.service.js';
import { NearbyService } from './nearby.service.js';
import { NoticeWordsService } from './notice-words.service.js';
import { NumbersService } from './numbers.service.js';
import { People } from './people.js';
import { Places } from './places.js';
import { ProcessService } from './process.service.js';
import { ReadingService } from './reading.service.js';
import { ReportService } from './report.service.js';
import { TimelineService } from './timeline.service.js';
import { TrackingService } from './tracking.service.js';
import { ViewService } from './view.service.js';

const DATA = [
  CategoriesRepository,
  FollowersRepository,
  IncidentsRepository,
  ListRepository,
  NumbersRepository,
  ProcessRepository,
  TellingRepository,
  TimelineRepository,
];

const GROUND = [Places, People, Files];

const USE_CASES = [
  BulkService,
  CarryOut,
  CategoriesService,
  CategoryEdits,
  DetailService,
  DuplicatesService,
  EscalationService,
  ExportService,
  FloodService,
  FollowService,
  ModerationService,
  MoveInputs,
  MovesService,
  NearbyService,
  NoticeWordsService,
  NumbersService,
  ProcessService,
  ReadingService,
  ReportService,
  TimelineService,
  TrackingService,
  ViewService,
];

@Module({
  imports: [IdentityModule, GridsModule, AttachmentsModule],
  controllers: [
    CategoriesController,
    CategoryEditsController,
    JoiningController,
    IncidentsController,
    PublicIncidentsController,
  ],
  providers: [...DATA, ...GROUND, ...USE_CASES, IncidentEffects, IncidentsService],
  exports: [CategoriesService, IncidentEffects, IncidentsService],
})
export class IncidentsModule implements OnModuleInit {
  @Inject(AttachmentsService) private readonly attachments: AttachmentsService;
  @Inject(Subjects) private readonly subjects: Subjects;
  @Inject(DetailService) private readonly details: DetailService;
  @Inject(IncidentsService) private readonly incidents: IncidentsService;
  @Inject(NoticeWordsService) private readonly noticeWords: NoticeWordsService;

  /** Those who hand out files, live events and notices ask here who may see an incident and what it is called. */
  onModuleInit(): void {
    this.attachments.registerReader('incident', (actor, id) =>
      this.details.areFilesVisible(actor, id),
    );
    this.subjects.register('incident', {
      mayRead: (actor, id) => this.details.isVisible(actor, id),
      namesOf: (ids) => this.incidents.numbersOf(ids),
      followersOf: (id) => this.noticeWords.followersOf(id),
      wordsOf: (asks, language) => this.noticeWords.wordsOf(asks, language),
    });
  }
}
