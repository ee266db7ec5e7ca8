import {
  type BulkMoveAnswer,
  type IncidentCountsWire,
  type IncidentDetailWire,
  type IncidentPointsWire,
  type IncidentRowWire,
  type MoveAnswer,
  type MoveWire,
  type ReportAnswer,
  type TimelineEntryWire,
} from '@ingrid/contract';
import { type Page } from '@ingrid/kernel';
import { Actor, CurrentActor, IdPipe, Public, RequiresPerson } from '@ingrid/platform';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BulkService } from '../bulk.service.js';
import { DetailService } from '../detail.service.js';
import { ExportService } from '../export.service.js';
import { MovesService } from '../moves.service.js';
import { ReadingService } from '../reading.service.js';
import { onceOf, TakesKey } from '../once.js';
import { ReportService } from '../report.service.js';
import { TimelineService } from '../timeline.service.js';
import { BulkMoveDto, MoveDto } from './move.dto.js';
import { ReportDto } from './report.dto.js';
import { IncidentQuery } from './search.dto.js';
import { CurrentSender, type Sender } from './sender.js';

const OWN = 'each list and object is checked by place, report, following or charge';

@ApiTags('incidents')
@Controller('incidents')
export class IncidentsController {
  @Inject(ReportService) private readonly reports: ReportService;
  @Inject(ReadingService) private readonly reading: ReadingService;
  @Inject(DetailService) private readonly details: DetailService;
  @Inject(TimelineService) private readonly timelines: TimelineService;
  @Inject(ExportService) private readonly exports: ExportService;
  @Inject(MovesService) private readonly moves: MovesService;
  @Inject(BulkService) private readonly bulk: BulkService;

  @TakesKey()
  @Post()
  @Public('anybody may report, without an account too; floods are held back')
  async report(
    @CurrentActor() actor: Actor,
    @Body() body: ReportDto,
    @CurrentSender() sender: Sender,
  ): Promise<ReportAnswer> {
    return this.reports.report(actor, body, sender);
  }

  @Get()
  @RequiresPerson(OWN)
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: IncidentQuery,
  ): Promise<Page<IncidentRowWire>> {
    return this.reading.list(actor, query);
  }

  @Get('counts')
  @RequiresPerson(OWN)
  async counts(
    @CurrentActor() actor: Actor,
    @Query() query: IncidentQuery,
  ): Promise<IncidentCountsWire> {
    return this.reading.counts(actor, query);
  }

  @Get('points')
  @RequiresPerson(OWN)
  async points(
    @CurrentActor() actor: Actor,
    @Query() query: IncidentQuery,
  ): Promise<IncidentPointsWire> {
    return this.reading.points(actor, query);
  }

  @Get('export.csv')
  @RequiresPerson(OWN)
  async export(
    @CurrentActor() actor: Actor,
    @Query() query: IncidentQuery,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.csv(actor, query), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="incidents.csv"',
    });
  }

  @Post('moves')
  @HttpCode(200)
  @RequiresPerson('every incident is asked for by itself')
  async moveMany(@CurrentActor() actor: Actor, @Body() body: BulkMoveDto): Promise<BulkMoveAnswer> {
    return this.bulk.move(actor, body.ids, body);
  }

  @Get(':id')
  @RequiresPerson(OWN)
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<IncidentDetailWire> {
    return this.details.get(actor, id);
  }

  @Get(':id/timeline')
  @RequiresPerson(OWN)
  async timeline(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<{ items: TimelineEntryWire[] }> {
    return { items: await this.timelines.of(actor, id) };
  }

  @Get(':id/moves')
  @RequiresPerson(OWN)
  async open(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<MoveWire[]> {
    return this.moves.open(actor, id);
  }

  @TakesKey()
  @Post(':id/moves')
  @HttpCode(200)
  @RequiresPerson('the process says who may make which move')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: MoveDto,
    @CurrentSender() { key }: Sender,
  ): Promise<MoveAnswer> {
    const once = onceOf({ id, body }, key);
    return this.moves.move(actor, id, body, once ? { once } : {});
  }
}
