import { type ImportFaultWire, type ImportWire } from '@ingrid/contract';
import { newId, type Page } from '@ingrid/kernel';
import { type Actor, CurrentActor, IdPipe, Requires, TakesForm } from '@ingrid/platform';
import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { ImportUploads } from '../imports/import-uploads.js';
import { ImportsService } from '../imports/imports.service.js';
import { ImportKindQuery, ImportsQuery } from './imports.dto.js';
import { onceOf } from './once.js';

const UPLOAD = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary' },
      parent: {
        type: 'string',
        description: 'id, code or path of the region in which all must lie',
      },
      coordinateSystem: { type: 'string', enum: ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] },
    },
  },
};

@ApiTags('imports')
@Controller('imports')
@Requires('import.run')
export class ImportsController {
  constructor(
    @Inject(ImportsService) private readonly imports: ImportsService,
    @Inject(ImportUploads) private readonly uploads: ImportUploads,
  ) {}

  @Post()
  @HttpCode(202)
  @TakesForm()
  @ApiBody(UPLOAD)
  async start(
    @CurrentActor() actor: Actor,
    @Query() { kind }: ImportKindQuery,
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') key?: string,
  ): Promise<ImportWire> {
    this.imports.mustKnow(actor, kind);
    return this.uploads.received(request, newId(), async (file, fingerprint) =>
      this.imports.start(actor, { ...file, kind }, onceOf(key, { kind, fingerprint })),
    );
  }

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ImportsQuery,
  ): Promise<Page<ImportWire>> {
    return this.imports.list(actor, query);
  }

  @Get(':id')
  async get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ImportWire> {
    return this.imports.get(actor, id);
  }

  @Get(':id/faults')
  async faults(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: ImportsQuery,
  ): Promise<Page<ImportFaultWire>> {
    return this.imports.faults(actor, id, query);
  }

  @Post(':id/undo')
  @HttpCode(202)
  async undo(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ImportWire> {
    return this.imports.undo(actor, id);
  }
}
